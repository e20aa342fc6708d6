using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Churn;

/// <summary>Customer churn as vendors count it: other bases, and everyone who dropped to nothing on the way; counted in the pass of the roll-forward.</summary>
[Config(typeof(PerEventConfig))]
public class ChurnCountingBenchmarks
{
    private static readonly Once<RevenueTimeline> Timelines = new(Checked);

    private RevenueTimeline timeline = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup() => timeline = Timelines.For(Events);

    [Benchmark(Baseline = true)]
    public int[] LinqDrops() => LinqDropsOver(SubscriptionLog.Shared.For(Events).Changes);

    [Benchmark]
    public RollForward EveryDrop() => Counted(timeline, Drops);

    [Benchmark]
    public RollForward OverStartPlusNew() => Counted(timeline, MetricPolicy.Default with { ChurnDenominator = ChurnDenominator.StartPlusNew });

    [Benchmark]
    public RollForward OverEachDay() => Counted(timeline, MetricPolicy.Default with { ChurnDenominator = ChurnDenominator.EachDay });

    private static MetricPolicy Drops => MetricPolicy.Default with { ChurnCounting = ChurnCounting.EveryDrop, SamePeriodJoiners = SamePeriodJoiners.Counted };

    private static RollForward Counted(RevenueTimeline timeline, MetricPolicy policy) => timeline.RollForward(Months.Periods, policy, Execution.Sequential);

    private static RevenueTimeline Checked(int events)
    {
        SubscriptionLog log = SubscriptionLog.Shared.For(events);
        RevenueTimeline timeline = log.Timeline();
        RollForward rows = Counted(timeline, Drops);
        int[] expected = events <= Data.Sizes.MostForLinq ? LinqDropsOver(log.Changes) : [];
        for (int month = 0; month < expected.Length; month++)
        {
            Answers.MustAgree(rows[month].Period.ToString(), expected[month], (int)rows[month].CustomerChurnRate.Numerator);
        }

        return timeline;
    }

    private static int[] LinqDropsOver(List<Change> changes)
    {
        var drops = changes.GroupBy(change => change.Customer)
            .SelectMany(own => own.OrderBy(change => change.At).Zip(own.OrderBy(change => change.At).Skip(1)))
            .Where(pair => pair.First.Mrr > 0m && pair.Second.Mrr == 0m)
            .GroupBy(pair => Months.Of(pair.Second.At))
            .ToDictionary(month => month.Key, month => month.Count());
        return [.. Enumerable.Range(0, Months.Count).Select(month => drops.GetValueOrDefault(month))];
    }
}
