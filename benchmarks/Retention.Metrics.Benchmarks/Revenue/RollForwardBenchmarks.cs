using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>The roll-forward of 48 months, against what one would write over records of changes.</summary>
/// <remarks>The baseline nets per month and tells new from reactivated; it knows no time zone, no policy and no rates.</remarks>
[Config(typeof(PerEventConfig))]
public class RollForwardBenchmarks
{
    private static readonly Once<RevenueTimeline> Timelines = new(Checked);
    private static readonly Once<Segmentation> Plans = new(events =>
        Segmentation.By(Enumerable.Range(0, Math.Max(1, events / 3)).Select(customer => new Customer($"{customer}", [new("plan", $"plan {customer % 5}")])), "plan"));

    private RevenueTimeline timeline = null!;
    private Segmentation plans = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup()
    {
        timeline = Timelines.For(Events);
        plans = Plans.For(Events);
        Answers.MustAgree("all segments together", RollForward(), BySegment().Total);
    }

    [Benchmark(Baseline = true)]
    public Totals[] Linq() => LinqOver(SubscriptionLog.Shared.For(Events).Changes);

    [Benchmark]
    public RollForward RollForward() => timeline.RollForward(Months.Periods, execution: Execution.Sequential);

    [Benchmark]
    public RollForward OnAllCores() => timeline.RollForward(Months.Periods, execution: Execution.Default);

    [Benchmark]
    public RollForward NettedPerDay() => timeline.RollForward(Months.Periods, MetricPolicy.Default with { Netting = Netting.PerDay }, Execution.Sequential);

    [Benchmark]
    public RollForward NettedPerEvent() => timeline.RollForward(Months.Periods, MetricPolicy.Default with { Netting = Netting.PerEvent }, Execution.Sequential);

    [Benchmark]
    public BySegment<RollForward> BySegment() => timeline.RollForward(Months.Periods, plans, execution: Execution.Sequential);

    private static RevenueTimeline Checked(int events)
    {
        SubscriptionLog log = SubscriptionLog.Shared.For(events);
        RevenueTimeline timeline = log.Timeline();
        RollForward rows = timeline.RollForward(Months.Periods);
        foreach (Netting netting in Enum.GetValues<Netting>())
        {
            Answers.MustAgree("closing MRR", log.ClosingMrr, timeline.RollForward(Months.Periods, MetricPolicy.Default with { Netting = netting })[^1].ClosingMrr.Monthly.Amount);
        }

        Totals[] expected = events <= Data.Sizes.MostForLinq ? LinqOver(log.Changes) : [];
        for (int month = 0; month < expected.Length; month++)
        {
            RollForwardRow row = rows[month];
            Answers.MustAgree(row.Period.ToString(), expected[month], new Totals(
                row.NewMrr.Monthly.Amount, row.ReactivationMrr.Monthly.Amount, row.ExpansionMrr.Monthly.Amount, row.ContractionMrr.Monthly.Amount, row.ChurnMrr.Monthly.Amount, (int)row.ClosingCustomers));
        }

        return timeline;
    }

    private static Totals[] LinqOver(List<Change> changes)
    {
        var customers = changes.GroupBy(change => change.Customer).Select(own =>
        {
            List<Change> ordered = [.. own.OrderBy(change => change.At)];
            return (
                Balances: Enumerable.Range(0, Months.Count).Select(month => ordered.LastOrDefault(change => Months.Of(change.At) <= month)?.Mrr ?? 0m).ToArray(),
                FirstPaid: ordered.Where(change => change.Mrr > 0m).Select(change => Months.Of(change.At)).DefaultIfEmpty(Months.Count).First());
        }).ToList();
        return [.. Enumerable.Range(0, Months.Count).Select(month =>
        {
            var ends = customers.Select(own => (From: month == 0 ? 0m : own.Balances[month - 1], To: own.Balances[month], PaidBefore: own.FirstPaid < month)).ToList();
            return new Totals(
                ends.Where(one => one.From == 0m && !one.PaidBefore).Sum(one => one.To),
                ends.Where(one => one.From == 0m && one.PaidBefore).Sum(one => one.To),
                ends.Where(one => one.From > 0m && one.To > one.From).Sum(one => one.To - one.From),
                ends.Where(one => one.To > 0m && one.From > one.To).Sum(one => one.From - one.To),
                ends.Where(one => one.From > 0m && one.To == 0m).Sum(one => one.From),
                ends.Count(one => one.To > 0m));
        })];
    }

    /// <summary>What a month adds up to.</summary>
    public sealed record Totals(decimal New, decimal Reactivation, decimal Expansion, decimal Contraction, decimal Churn, int Customers);
}
