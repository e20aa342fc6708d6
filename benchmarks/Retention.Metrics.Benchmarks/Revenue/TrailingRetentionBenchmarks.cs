using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>NRR, GRR and churn over the twelve months up to each of 48, against what one would write over records of changes.</summary>
[Config(typeof(PerEventConfig))]
public class TrailingRetentionBenchmarks
{
    private static readonly Once<RevenueTimeline> Timelines = new(Checked);

    private RevenueTimeline timeline = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup() => timeline = Timelines.For(Events);

    [Benchmark(Baseline = true)]
    public (decimal Opening, decimal Kept, decimal Closing)[] Linq() => LinqOver(SubscriptionLog.Shared.For(Events).Changes);

    [Benchmark]
    public TrailingRetention TrailingYear() => timeline.TrailingYear(Months.Periods, execution: Execution.Sequential);

    [Benchmark]
    public TrailingRetention OnAllCores() => timeline.TrailingYear(Months.Periods, execution: Execution.Default);

    private static RevenueTimeline Checked(int events)
    {
        RevenueTimeline timeline = SubscriptionLog.Shared.For(events).Timeline();
        TrailingRetention found = timeline.TrailingYear(Months.Periods);
        (decimal Opening, decimal Kept, decimal Closing)[] expected = events <= Data.Sizes.MostForLinq ? LinqOver(SubscriptionLog.Shared.For(events).Changes) : [];
        for (int month = 0; month < expected.Length; month++)
        {
            Answers.MustAgree("NRR", Ratio.Of(expected[month].Closing, expected[month].Opening), found[month].NetRevenueRetention);
            Answers.MustAgree("GRR", Ratio.Of(expected[month].Kept, expected[month].Opening), found[month].GrossRevenueRetention);
        }

        return timeline;
    }

    private static (decimal Opening, decimal Kept, decimal Closing)[] LinqOver(List<Change> changes)
    {
        List<decimal[]> balances = [.. changes.GroupBy(change => change.Customer).Select(own =>
        {
            List<Change> ordered = [.. own.OrderBy(change => change.At)];
            return Enumerable.Range(0, Months.Count).Select(month => ordered.LastOrDefault(change => Months.Of(change.At) <= month)?.Mrr ?? 0m).ToArray();
        })];
        return [.. Enumerable.Range(0, Months.Count).Select(month =>
        {
            var of = balances.Select(balance => (Then: month < 12 ? 0m : balance[month - 12], Now: balance[month])).Where(one => one.Then > 0m).ToList();
            return (of.Sum(one => one.Then), of.Sum(one => Math.Min(one.Then, one.Now)), of.Sum(one => one.Now));
        })];
    }
}
