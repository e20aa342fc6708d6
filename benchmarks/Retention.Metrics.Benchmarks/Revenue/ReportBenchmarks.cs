using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>Roll-forward, trailing year and cohorts, asked one after another and together.</summary>
[Config(typeof(PerEventConfig))]
public class ReportBenchmarks
{
    private RevenueTimeline timeline = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup()
    {
        timeline = SubscriptionLog.Shared.For(Events).Timeline();
        (RollForward rollForward, _, RevenueCohortTable cohorts) = OneAfterAnother();
        RevenueReport report = Together();
        Answers.MustAgree("the roll-forward", rollForward, report.RollForward);
        Answers.MustAgree("the cohorts", cohorts, report.Cohorts);
    }

    [Benchmark(Baseline = true)]
    public (RollForward RollForward, TrailingRetention TrailingYear, RevenueCohortTable Cohorts) OneAfterAnother() => (
        timeline.RollForward(Months.Periods, execution: Execution.Sequential),
        timeline.TrailingYear(Months.Periods, execution: Execution.Sequential),
        timeline.Cohorts(Months.Periods, execution: Execution.Sequential));

    [Benchmark]
    public RevenueReport Together() => timeline.Report(Months.Periods, execution: Execution.Sequential);
}
