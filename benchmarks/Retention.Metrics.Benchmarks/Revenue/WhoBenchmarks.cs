using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>Who is behind a figure, who pays most, what was lost: answers that name customers.</summary>
[Config(typeof(PerEventConfig))]
public class WhoBenchmarks
{
    private static readonly ReportingPeriods LastMonth = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2025, 12, 1));

    private RevenueTimeline timeline = null!;
    private RollForwardRow december = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup()
    {
        timeline = SubscriptionLog.Shared.For(Events).Timeline();
        december = timeline.RollForward(LastMonth)[0];
        Answers.MustAgree("churned MRR", december.ChurnMrr.Monthly, ExplainChurn());
        Answers.MustAgree("closing MRR", december.ClosingMrr, MrrAt());
        Answers.MustAgree("the share of the largest", LinqLargest(), Concentration().LargestMrr.Monthly.Amount);
        Answers.MustAgree("money lost", december.ChurnMrr + december.ContractionMrr, MoneyLost().ChurnMrr + MoneyLost().ContractionMrr);
    }

    [Benchmark(Baseline = true)]
    public decimal LinqLargest() => SubscriptionLog.Shared.For(Events).Changes.GroupBy(change => change.Customer).Select(own => own.MaxBy(change => change.At)!.Mrr).OrderDescending().Take(10).Sum();

    [Benchmark]
    public RevenueConcentration Concentration() => timeline.ConcentrationAt(LastMonth.End, largest: 10);

    [Benchmark]
    public RecurringRevenue MrrAt() => timeline.MrrAt(LastMonth.End);

    [Benchmark]
    public Money ExplainChurn() => timeline.Explain(LastMonth, RevenueFigure.ChurnMrr).Aggregate(RecurringRevenue.Zero(Currency.Eur), (sum, one) => sum + one.Amount).Monthly;

    [Benchmark]
    public MoneyLost MoneyLost() => timeline.MoneyLost(LastMonth);
}
