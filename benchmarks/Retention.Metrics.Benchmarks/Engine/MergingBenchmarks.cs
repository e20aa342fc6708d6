using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Engine;

/// <summary>Answers of two halves of the customers, merged: what it costs beside reading all of them once.</summary>
[Config(typeof(PerEventConfig))]
public class MergingBenchmarks
{
    private RevenueTimeline whole = null!;
    private RevenueReport even = null!;
    private RevenueReport odd = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup()
    {
        SubscriptionLog log = SubscriptionLog.Shared.For(Events);
        whole = log.Timeline();
        even = HalfOf(log, 0).Report(Months.Periods);
        odd = HalfOf(log, 1).Report(Months.Periods);
        Answers.MustAgree("the roll-forward", ReadAll(), Merge());
        Answers.MustAgree("the cohorts", whole.Cohorts(Months.Periods), MergeCohorts());
    }

    [Benchmark(Baseline = true)]
    public RollForward ReadAll() => whole.RollForward(Months.Periods, execution: Execution.Sequential);

    [Benchmark]
    public RollForward Merge() => even.RollForward.Merge(odd.RollForward);

    [Benchmark]
    public RevenueCohortTable MergeCohorts() => even.Cohorts.Merge(odd.Cohorts);

    private static RevenueTimeline HalfOf(SubscriptionLog log, int half) => log.InOrder([.. Enumerable.Range(0, log.Customers.Length).Where(row => log.Customers[row] % 2 == half)]).Timeline();
}
