using MathNet.Numerics.Distributions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>Draws purchase histories of new customers.</summary>
internal static class PurchaseSimulation
{
    public static PurchaseHistory WithDropoutAtPurchase(
        double r, double alpha, double a, double b, bool firstPurchaseMayEndIt, double age, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double rate = Gamma.Sample(random, r, alpha);
        double dropout = Share(a, b, random);
        if (firstPurchaseMayEndIt && random.NextDouble() < dropout)
        {
            return new PurchaseHistory(0, 0.0, age);
        }

        int purchases = 0;
        double last = 0.0;
        for (double at = Wait(rate, random); at <= age; at += Wait(rate, random))
        {
            purchases++;
            last = at;
            if (random.NextDouble() < dropout)
            {
                break;
            }
        }

        return new PurchaseHistory(purchases, last, age);
    }

    public static PurchaseHistory WithLifetime(double r, double alpha, double s, double beta, double age, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double rate = Gamma.Sample(random, r, alpha);
        double end = Math.Min(age, Wait(Gamma.Sample(random, s, beta), random));
        int purchases = 0;
        double last = 0.0;
        for (double at = Wait(rate, random); at <= end; at += Wait(rate, random))
        {
            purchases++;
            last = at;
        }

        return new PurchaseHistory(purchases, last, age);
    }

    // A rate so small that it underflows means a wait without end.
    private static double Wait(double rate, Random random) =>
        rate > 0.0 ? -Math.Log(1.0 - random.NextDouble()) / rate : double.PositiveInfinity;

    private static double Share(double a, double b, Random random)
    {
        double yes = Gamma.Sample(random, a, 1.0);
        double no = Gamma.Sample(random, b, 1.0);

        // Both underflow only where a and b are tiny; then the share is 0 or 1, in the proportion of a to b.
        return yes + no > 0.0 ? yes / (yes + no) : random.NextDouble() * (a + b) < a ? 1.0 : 0.0;
    }
}
