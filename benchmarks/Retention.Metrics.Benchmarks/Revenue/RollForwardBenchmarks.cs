using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>The roll-forward of 48 months under each netting.</summary>
public class RollForwardBenchmarks : SubscriptionBenchmarks
{
    [Benchmark(Baseline = true), BenchmarkCategory(nameof(Netting.PerPeriod))]
    public MonthTotals[] LinqPerPeriod() => LinqRollForward.Of(Changes, Netting.PerPeriod);

    [Benchmark, BenchmarkCategory(nameof(Netting.PerPeriod))]
    public RollForward PerPeriod() => Netted(Netting.PerPeriod, ExecutionOptions.Sequential);

    [Benchmark, BenchmarkCategory(nameof(Netting.PerPeriod))]
    public RollForward OnAllCores() => Netted(Netting.PerPeriod, ExecutionOptions.Default);

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(Netting.PerDay))]
    public MonthTotals[] LinqPerDay() => LinqRollForward.Of(Changes, Netting.PerDay);

    [Benchmark, BenchmarkCategory(nameof(Netting.PerDay))]
    public RollForward PerDay() => Netted(Netting.PerDay, ExecutionOptions.Sequential);

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(Netting.PerEvent))]
    public MonthTotals[] LinqPerEvent() => LinqRollForward.Of(Changes, Netting.PerEvent);

    [Benchmark, BenchmarkCategory(nameof(Netting.PerEvent))]
    public RollForward PerEvent() => Netted(Netting.PerEvent, ExecutionOptions.Sequential);

    protected override void Check()
    {
        foreach (Netting netting in Enum.GetValues<Netting>())
        {
            RollForward found = Netted(netting, ExecutionOptions.Sequential);
            Answers.MustAgree("closing MRR", Log.ClosingMrr, found[^1].ClosingMrr.Monthly.Amount);
            Answers.MustAgree("all cores", found, Netted(netting, ExecutionOptions.Default));
            if (HasLinq)
            {
                Answers.MustAgreeOnEach($"the months netted {netting}", LinqRollForward.Of(Changes, netting), [.. found.Select(MonthTotals.Of)]);
            }
        }
    }

    private RollForward Netted(Netting netting, ExecutionOptions execution) => Timeline.RollForward(Months.Periods, MetricPolicy.Default with { Netting = netting }, execution);
}
