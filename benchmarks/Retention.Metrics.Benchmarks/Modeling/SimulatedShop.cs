using NodaTime;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Benchmarks.Modeling;

/// <summary>Seeded customers like those of the CDNOW shop, observed in whole days.</summary>
internal static class SimulatedShop
{
    public static readonly LocalDate End = new(1997, 9, 30);

    private static readonly BgNbd Truth = new(0.2425945, 4.413602, 0.792922, 2.425907, ModelUnit.Week);

    /// <summary>Customers who joined over twelve weeks, each seen for 27 to 39 weeks.</summary>
    public static PurchaseSummary Customers(int count, int seed)
    {
        var random = new Random(seed);
        var rows = new CustomerPurchases[count];
        for (int i = 0; i < count; i++)
        {
            int days = 189 + random.Next(84);
            PurchaseHistory history = Truth.Simulate(days / 7.0, random);
            double recency = Math.Min(days, Math.Ceiling(7.0 * history.Recency)) / 7.0;
            rows[i] = new CustomerPurchases(FormattableString.Invariant($"c{i:D7}"), new PurchaseHistory(history.Frequency, recency, days / 7.0));
        }

        return PurchaseSummary.Of(rows, ModelUnit.Week);
    }

    /// <summary>Orders of customers known by number, over 500 days, three to four for each.</summary>
    public static (int[] Customers, Instant[] At, long[] Cents) Orders(int count, int seed)
    {
        var random = new Random(seed);
        var customers = new int[count];
        var at = new Instant[count];
        var cents = new long[count];
        Instant start = Instant.FromUtc(1996, 5, 1, 0, 0);
        for (int i = 0; i < count; i++)
        {
            customers[i] = random.Next(Math.Max(1, count * 3 / 10));
            at[i] = start + Duration.FromSeconds(random.Next(500 * 86_400));
            cents[i] = random.Next(100, 10_000);
        }

        return (customers, at, cents);
    }
}
