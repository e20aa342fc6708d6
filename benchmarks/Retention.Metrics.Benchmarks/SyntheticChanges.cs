namespace Retention.Metrics.Benchmarks;

/// <summary>What a customer pays from an instant on.</summary>
public sealed record Change(int Customer, DateTime At, decimal Mrr);

/// <summary>Seeded customers who come, change, leave and return over four years.</summary>
internal static class SyntheticChanges
{
    public static List<Change> Of(int customers)
    {
        var random = new Random(20260101);
        return [.. Enumerable.Range(0, customers).SelectMany(customer => ChangesOf(customer, random))];
    }

    public static int MonthOf(DateTime at) => ((at.Year - 2022) * 12) + at.Month - 1;

    private static IEnumerable<Change> ChangesOf(int customer, Random random)
    {
        DateTime at = new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(4 * 365 * 24));
        decimal mrr = 0m;
        for (int i = random.Next(1, 6); i > 0 && at.Year < 2026; i--)
        {
            mrr = mrr > 0m && random.Next(3) == 0 ? 0m : mrr + random.Next(1, 50);
            yield return new Change(customer, at, mrr);
            at = at.AddHours(random.Next(1, 200 * 24));
        }
    }
}
