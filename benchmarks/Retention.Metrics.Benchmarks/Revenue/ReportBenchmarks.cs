using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>Roll-forward, trailing year and cohorts, asked one after another and together.</summary>
public class ReportBenchmarks : SubscriptionBenchmarks
{
    [Benchmark(Baseline = true)]
    public (RollForward RollForward, TrailingRetention TrailingYear, RevenueCohortTable Cohorts) OneAfterAnother() => (
        Timeline.RollForward(Months.Periods, execution: ExecutionOptions.Sequential),
        Timeline.TrailingYear(Months.Periods, execution: ExecutionOptions.Sequential),
        Timeline.Cohorts(Months.Periods, execution: ExecutionOptions.Sequential));

    [Benchmark]
    public RevenueReport Together() => Timeline.Report(Months.Periods, execution: ExecutionOptions.Sequential);

    protected override void Check()
    {
        (RollForward rollForward, _, RevenueCohortTable cohorts) = OneAfterAnother();
        RevenueReport report = Together();
        Answers.MustAgree("closing MRR", Log.ClosingMrr, report.RollForward[^1].ClosingMrr.Monthly.Amount);
        Answers.MustAgree("the roll-forward", rollForward, report.RollForward);
        Answers.MustAgree("the cohorts", cohorts, report.Cohorts);
    }
}
