using MathNet.Numerics.Random;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>Seeded customers drawn from a model.</summary>
internal static class Simulated
{
    public static PurchaseSummary Customers(Func<double, Random, PurchaseHistory> draw, int count, int seed, double youngest = 20.0, double oldest = 60.0)
    {
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        return PurchaseSummary.Of(
            [
                .. Enumerable.Range(0, count).Select(i => new CustomerPurchases(
                    FormattableString.Invariant($"c{i:D7}"), draw(youngest + ((oldest - youngest) * random.NextDouble()), random))),
            ],
            ModelUnit.Week);
    }
}
