using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Cohorts;

/// <summary>Monthly cohorts of subscribers over four years, against what one would write over records of changes.</summary>
/// <remarks>The baseline gives size, customers and MRR of each cell; it knows no gross MRR, no as-of instant, no time zone and no segments.</remarks>
[Config(typeof(PerEventConfig))]
public class RevenueCohortBenchmarks
{
    private static readonly Once<RevenueTimeline> Timelines = new(Checked);

    private RevenueTimeline timeline = null!;
    private Segmentation plans = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup()
    {
        timeline = Timelines.For(Events);
        plans = Segmentation.By(Enumerable.Range(0, Math.Max(1, Events / 3)).Select(customer => new Customer($"{customer}", [new("plan", $"plan {customer % 5}")])), "plan");
        Answers.MustAgree("all segments together", Cohorts(), BySegment().Total);
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<(int Cohort, int Column), (int Size, int Customers, decimal Mrr)> Linq() => LinqOver(SubscriptionLog.Shared.For(Events).Changes);

    [Benchmark]
    public RevenueCohortTable Cohorts() => timeline.Cohorts(Months.Periods, execution: Execution.Sequential);

    [Benchmark]
    public RevenueCohortTable OnAllCores() => timeline.Cohorts(Months.Periods, execution: Execution.Default);

    [Benchmark]
    public BySegment<RevenueCohortTable> BySegment() => timeline.Cohorts(Months.Periods, plans, execution: Execution.Sequential);

    private static RevenueTimeline Checked(int events)
    {
        SubscriptionLog log = SubscriptionLog.Shared.For(events);
        RevenueTimeline timeline = log.Timeline();
        RevenueCohortTable table = timeline.Cohorts(Months.Periods);
        Answers.MustAgree("closing MRR", log.ClosingMrr, table.Select((cohort, first) => cohort[Months.Count - 1 - first]!.Mrr.Monthly.Amount).Sum());
        if (events <= Data.Sizes.MostForLinq)
        {
            foreach (((int cohort, int column), (int Size, int Customers, decimal Mrr) expected) in LinqOver(log.Changes))
            {
                RevenueCohortCell cell = table[cohort][column]!;
                Answers.MustAgree($"column {column} of cohort {cohort}", expected, ((int)table[cohort].Size, (int)cell.Customers, cell.Mrr.Monthly.Amount));
            }
        }

        return timeline;
    }

    // Who has not paid yet is in no cohort.
    private static Dictionary<(int Cohort, int Column), (int Size, int Customers, decimal Mrr)> LinqOver(List<Change> changes) =>
        changes.GroupBy(change => change.Customer)
            .Select(customer => customer.OrderBy(change => change.At).SkipWhile(change => change.Mrr == 0m).ToList())
            .Where(own => own.Count > 0)
            .GroupBy(own => Months.Of(own[0].At))
            .SelectMany(cohort => Enumerable.Range(cohort.Key, Months.Count - cohort.Key).Select(month =>
            {
                List<decimal> paid = [.. cohort.Select(own => own.LastOrDefault(change => Months.Of(change.At) <= month)?.Mrr ?? 0m)];
                return ((cohort.Key, month - cohort.Key), (paid.Count, paid.Count(mrr => mrr > 0m), paid.Sum()));
            }))
            .ToDictionary();
}
