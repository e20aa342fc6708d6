using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Linq;

/// <summary>NRR and GRR of the twelve months up to a month.</summary>
public readonly record struct YearUpTo(Ratio Net, Ratio Gross);

/// <summary>Trailing retention as one writes it over records of changes.</summary>
internal static class LinqTrailing
{
    public static YearUpTo[] Of(IEnumerable<Change> changes)
    {
        List<decimal[]> balances = [.. changes.GroupBy(change => change.Customer).Select(LinqMovements.MonthEnds)];
        return [.. Enumerable.Range(0, Months.Count).Select(month =>
        {
            var paying = balances.Select(ends => (Then: month < 12 ? 0m : ends[month - 12], Now: ends[month])).Where(one => one.Then > 0m).ToList();
            decimal then = paying.Sum(one => one.Then);
            return new YearUpTo(Ratio.Of(paying.Sum(one => one.Now), then), Ratio.Of(paying.Sum(one => Math.Min(one.Then, one.Now)), then));
        })];
    }
}
