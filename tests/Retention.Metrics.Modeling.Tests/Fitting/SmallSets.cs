using MathNet.Numerics.Random;
using Retention.Metrics.Modeling.Tests.Orders;

namespace Retention.Metrics.Modeling.Tests.Fitting;

/// <summary>Few customers of any kind: alike and unlike, fast and slow, young and old, on whole weeks or not.</summary>
internal static class SmallSets
{
    public static PurchaseSummary Of(Func<double[], Func<double, Random, PurchaseHistory>> simulate, int seed, int most, out double[] truth)
    {
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        int count = (int)Math.Round(Power(Math.Log(4), Math.Log(most)));
        truth = [Power(-1.5, 3.5), 0.0, Power(-1.5, 3.0), Power(-1.0, 3.5)];
        truth[1] = truth[0] / Power(-4.0, 0.0);
        double youngest = Power(1.0, 3.5), oldest = youngest + Power(1.0, 4.0);
        bool wholeWeeks = random.Next(2) == 0;
        Func<double, Random, PurchaseHistory> draw = simulate(truth);
        return PurchaseSummary.Of(
            Enumerable.Range(0, count).Select(i => new CustomerPurchases(FormattableString.Invariant($"c{i:D4}"), History())).ToArray(), ModelUnit.Week);

        PurchaseHistory History()
        {
            double age = youngest + ((oldest - youngest) * random.NextDouble());
            age = wholeWeeks ? Math.Ceiling(age) : age;
            PurchaseHistory drawn = draw(age, random);
            return wholeWeeks && drawn.Frequency > 0
                ? new PurchaseHistory(drawn.Frequency, Math.Min(age, Math.Ceiling(drawn.Recency)), age)
                : drawn;
        }

        double Power(double from, double to) => Math.Exp(from + ((to - from) * random.NextDouble()));
    }
}
