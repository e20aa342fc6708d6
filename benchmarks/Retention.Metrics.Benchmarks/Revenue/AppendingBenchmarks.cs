using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>A night's rows, one in a thousand of all, beside a timeline or built in; and what reading then costs.</summary>
public class AppendingBenchmarks : SubscriptionBenchmarks
{
    private AppendableTimeline<int, int> before = null!;
    private AppendableTimeline<int, int> after = null!;
    private int night;

    [Benchmark(Baseline = true), BenchmarkCategory("Building")]
    public RevenueTimeline BuildAnew() => Log.Build();

    [Benchmark, BenchmarkCategory("Building")]
    public AppendableTimeline<int, int> AppendANight() => Append(before, night..);

    [Benchmark, BenchmarkCategory("Building")]
    public AppendableTimeline<int, int> BuildMostAndAppendAQuarter() => Append(Append(new(Currency.Eur), ..(Events * 3 / 4)), (Events * 3 / 4)..);

    [Benchmark(Baseline = true), BenchmarkCategory("Reading")]
    public RollForward ReadBuiltAnew() => Timeline.RollForward(Months.Periods, execution: ExecutionOptions.Sequential);

    [Benchmark, BenchmarkCategory("Reading")]
    public RollForward ReadWithANightBeside() => after.Timeline.RollForward(Months.Periods, execution: ExecutionOptions.Sequential);

    protected override void Prepare()
    {
        base.Prepare();
        night = Events - (Events / 1000);
        before = Append(new(Currency.Eur), ..night);
        after = AppendANight();
    }

    protected override void Check()
    {
        RollForward expected = Timeline.RollForward(Months.Periods);
        int late = Events / 1000;
        Answers.MustAgree("closing MRR", Log.ClosingMrr, expected[^1].ClosingMrr.Monthly.Amount);
        Answers.MustAgree("a night appended", expected, after.Timeline.RollForward(Months.Periods));
        Answers.MustAgree("a quarter appended", expected, BuildMostAndAppendAQuarter().Timeline.RollForward(Months.Periods));
        Answers.MustAgree("late rows appended", expected, Append(Append(new(Currency.Eur), late..), ..late).Timeline.RollForward(Months.Periods));
    }

    private AppendableTimeline<int, int> Append(AppendableTimeline<int, int> timeline, Range rows) =>
        timeline.Append(Log.Customers.AsSpan(rows), Log.Customers.AsSpan(rows), Log.At.AsSpan(rows), Log.Cents.AsSpan(rows));
}
