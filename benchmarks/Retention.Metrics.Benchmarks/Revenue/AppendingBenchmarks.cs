using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>A night's rows, one in a thousand of all, beside a timeline or built in; and what reading then costs.</summary>
[Config(typeof(PerEventConfig))]
public class AppendingBenchmarks
{
    private SubscriptionLog log = null!;
    private AppendableTimeline<int, int> before = null!;
    private AppendableTimeline<int, int> after = null!;
    private RevenueTimeline rebuilt = null!;
    private int night;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup()
    {
        log = SubscriptionLog.Shared.For(Events);
        night = Events - (Events / 1000);
        before = Append(new(Currency.Eur), ..night);
        after = AppendANight();
        rebuilt = BuildAnew();
        Answers.MustAgree("a night appended", rebuilt.RollForward(Months.Periods), after.Timeline.RollForward(Months.Periods));
        Answers.MustAgree("late rows appended", rebuilt.RollForward(Months.Periods), Append(Append(new(Currency.Eur), (Events / 1000)..), ..(Events / 1000)).Timeline.RollForward(Months.Periods));
    }

    [Benchmark(Baseline = true)]
    public RevenueTimeline BuildAnew() => log.Timeline();

    [Benchmark]
    public AppendableTimeline<int, int> AppendANight() => Append(before, night..);

    [Benchmark]
    public AppendableTimeline<int, int> BuildMostAndAppendAQuarter() => Append(Append(new(Currency.Eur), ..(Events * 3 / 4)), (Events * 3 / 4)..);

    [Benchmark]
    public RollForward ReadBuiltAnew() => rebuilt.RollForward(Months.Periods, execution: Execution.Sequential);

    [Benchmark]
    public RollForward ReadWithANightBeside() => after.Timeline.RollForward(Months.Periods, execution: Execution.Sequential);

    private AppendableTimeline<int, int> Append(AppendableTimeline<int, int> timeline, Range rows) =>
        timeline.Append(log.Customers.AsSpan(rows), log.Customers.AsSpan(rows), log.At.AsSpan(rows), log.Cents.AsSpan(rows));
}
