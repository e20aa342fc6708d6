using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Churn;

/// <summary>Customer churn as vendors count it: every drop to nothing, and other bases; counted in the pass of the roll-forward.</summary>
public class ChurnCountingBenchmarks : SubscriptionBenchmarks
{
    private static readonly MetricPolicy Drops = MetricPolicy.Default with { ChurnCounting = ChurnCounting.EveryDrop, SamePeriodJoiners = SamePeriodJoiners.Counted };

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(EveryDrop))]
    public LostOf[] LinqEveryDrop() => LinqChurn.EveryDrop(Changes);

    [Benchmark, BenchmarkCategory(nameof(EveryDrop))]
    public RollForward EveryDrop() => Counted(Drops);

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(OverStartPlusNew))]
    public LostOf[] LinqOverStartPlusNew() => LinqChurn.OverStartPlusNew(Changes);

    [Benchmark, BenchmarkCategory(nameof(OverStartPlusNew))]
    public RollForward OverStartPlusNew() => Over(ChurnDenominator.StartPlusNew);

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(OverAverage))]
    public LostOf[] LinqOverAverage() => LinqChurn.OverAverage(Changes);

    [Benchmark, BenchmarkCategory(nameof(OverAverage))]
    public RollForward OverAverage() => Over(ChurnDenominator.Average);

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(OverEachDay))]
    public LostOf[] LinqOverEachDay() => LinqChurn.OverEachDay(Changes);

    [Benchmark, BenchmarkCategory(nameof(OverEachDay))]
    public RollForward OverEachDay() => Over(ChurnDenominator.EachDay);

    protected override void Check()
    {
        Answers.MustAgree("closing MRR", Log.ClosingMrr, EveryDrop()[^1].ClosingMrr.Monthly.Amount);
        if (HasLinq)
        {
            Answers.MustAgreeOnEach("the drops", LinqEveryDrop(), [.. EveryDrop().Select(LostOf.Of)]);
            Answers.MustAgreeOnEach("the rates over start and new", LinqOverStartPlusNew(), [.. OverStartPlusNew().Select(LostOf.Of)]);
            Answers.MustAgreeOnEach("the rates over the average", LinqOverAverage(), [.. OverAverage().Select(LostOf.Of)]);
            Answers.MustAgreeOnEach("the rates over each day", LinqOverEachDay(), [.. OverEachDay().Select(LostOf.Of)]);
        }
    }

    private RollForward Over(ChurnDenominator denominator) => Counted(MetricPolicy.Default with { ChurnDenominator = denominator });

    private RollForward Counted(MetricPolicy policy) => Timeline.RollForward(Months.Periods, policy, ExecutionOptions.Sequential);
}
