using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>The customers behind the churned MRR of 48 months, and those who left or pay less in one: answers that name customers, and grow with them.</summary>
public class ExplainBenchmarks : SubscriptionBenchmarks
{
    private static readonly ReportingPeriods June = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2025, 6, 1));

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(Explain))]
    public IReadOnlyList<(int Customer, int Month, decimal Mrr)> LinqExplain() => LinqWho.Churned(Changes);

    [Benchmark, BenchmarkCategory(nameof(Explain))]
    public IReadOnlyList<MrrContribution> Explain() => [.. Timeline.Explain(Months.Periods, RevenueFigure.ChurnMrr)];

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(LostRevenue))]
    public IReadOnlyList<(int Customer, decimal Mrr)> LinqLostRevenue() => LinqWho.LostIn(Changes, Months.Of(new DateTime(2025, 6, 1, 0, 0, 0, DateTimeKind.Utc)));

    [Benchmark, BenchmarkCategory(nameof(LostRevenue))]
    public LostRevenue LostRevenue() => Timeline.LostRevenue(June);

    protected override void Check()
    {
        RollForward rows = Timeline.RollForward(Months.Periods);
        RollForwardRow june = Timeline.RollForward(June)[0];
        Answers.MustAgree("churned MRR", rows.Sum(row => row.ChurnMrr.Monthly.Amount), Explain().Sum(one => one.Amount.Monthly.Amount));
        Answers.MustAgree("MRR lost", (june.ChurnMrr, june.ContractionMrr), (LostRevenue().ChurnMrr, LostRevenue().ContractionMrr));
        if (HasLinq)
        {
            Answers.MustAgreeOnEach("those who churned", Sorted(LinqExplain()), Sorted(Explain().Select(one => (Numbered.Of(one.Customer), Months.Of(one.Period.Start.ToDateTimeUtc()), one.Amount.Monthly.Amount))));
            Answers.MustAgreeOnEach("those who left or pay less", Sorted(LinqLostRevenue()), Sorted(LostRevenue().Churned.Concat(LostRevenue().Contracted).Select(one => (Numbered.Of(one.Customer), one.Mrr.Monthly.Amount))));
        }
    }

    private static List<TRow> Sorted<TRow>(IEnumerable<TRow> rows) => [.. rows.Order()];
}
