using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Orders;

/// <summary>How soon customers order again, and what each brings in each month.</summary>
public class RepeatBenchmarks : OrderBenchmarks
{
    private const int Days = 90;

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(DaysBetween))]
    public decimal? LinqDaysBetween() => LinqOrders.MedianDaysBetween(Purchases);

    [Benchmark, BenchmarkCategory(nameof(DaysBetween))]
    public decimal? DaysBetween() => Timeline.DaysBetweenOrders(Months.Periods, ExecutionOptions.Sequential).Overall.Median;

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(RepeatWithin))]
    public IReadOnlyList<Ratio> LinqRepeatWithin() => LinqOrders.RepeatWithin(Purchases, Days);

    [Benchmark, BenchmarkCategory(nameof(RepeatWithin))]
    public IReadOnlyList<Ratio> RepeatWithin() => Timeline.RepeatWithin(Months.Periods, Days, Instant.FromDateTimeUtc(Months.End));

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(Explain))]
    public IReadOnlyList<(int Customer, int Month, decimal Revenue)> LinqExplain() => LinqOrders.Contributions(Purchases);

    [Benchmark, BenchmarkCategory(nameof(Explain))]
    public IReadOnlyList<OrderContribution> Explain() => [.. Timeline.Explain(Months.Periods, OrderFigure.Revenue)];

    protected override void Check()
    {
        Answers.MustAgree("revenue", Log.Revenue, Explain().Sum(one => one.Revenue.Amount));
        if (HasLinq)
        {
            Answers.MustAgree("the median of days", LinqDaysBetween(), DaysBetween());
            Answers.MustAgreeOnEach("the repeat rates", LinqRepeatWithin(), RepeatWithin());
            Answers.MustAgreeOnEach(
                "what customers bring",
                [.. LinqExplain().Order()],
                [.. Explain().Select(one => (Numbered.Of(one.Customer), Months.Of(one.Period.Start.ToDateTimeUtc()), one.Revenue.Amount)).Order()]);
        }
    }
}
