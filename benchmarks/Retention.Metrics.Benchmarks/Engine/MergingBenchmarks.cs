using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Engine;

/// <summary>Answers of two halves of the customers, merged: it costs the same for any number of events, where reading all of them does not.</summary>
public class MergingBenchmarks : SubscriptionBenchmarks
{
    private RevenueReport even = null!;
    private RevenueReport odd = null!;

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(RollForward))]
    public RollForward ReadAll() => Timeline.RollForward(Months.Periods, execution: ExecutionOptions.Sequential);

    [Benchmark, BenchmarkCategory(nameof(RollForward))]
    public RollForward Merge() => even.RollForward.Merge(odd.RollForward);

    [Benchmark(Baseline = true), BenchmarkCategory("Cohorts")]
    public RevenueCohortTable ReadAllCohorts() => Timeline.Cohorts(Months.Periods, execution: ExecutionOptions.Sequential);

    [Benchmark, BenchmarkCategory("Cohorts")]
    public RevenueCohortTable MergeCohorts() => even.Cohorts.Merge(odd.Cohorts);

    protected override void Prepare()
    {
        base.Prepare();
        (even, odd) = (ReportOnHalf(0), ReportOnHalf(1));
    }

    protected override void Check()
    {
        Answers.MustAgree("closing MRR", Log.ClosingMrr, Merge()[^1].ClosingMrr.Monthly.Amount);
        Answers.MustAgree("the roll-forward", ReadAll(), Merge());
        Answers.MustAgree("the cohorts", ReadAllCohorts(), MergeCohorts());
    }

    private RevenueReport ReportOnHalf(int half) => Log.Of([.. Enumerable.Range(0, Events).Where(row => Log.Customers[row] % 2 == half)]).Timeline.Report(Months.Periods);
}
