using BenchmarkDotNet.Attributes;
using NodaTime;

namespace Retention.Metrics.Benchmarks.Cohorts;

/// <summary>Monthly cohorts of subscribers over four years, against what one would write over records of changes.</summary>
/// <remarks>The baseline gives size, customers and MRR of each cell; it knows no gross MRR, no as-of instant, no time zone and no segments.</remarks>
[MemoryDiagnoser]
public class RevenueCohortBenchmarks
{
    private const int Months = 48;

    private static readonly ReportingPeriods Periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    private List<Change> changes = [];
    private RevenueTimeline timeline = RevenueTimeline.FromIntervals([]);
    private Segmentation plans = Segmentation.By([], "plan");

    [Params(10_000, 100_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        changes = SyntheticChanges.Of(Customers);
        timeline = RevenueTimeline.FromColumns<int, int>(
            Currency.Eur,
            [.. changes.Select(change => change.Customer)],
            [.. changes.Select(change => change.Customer)],
            [.. changes.Select(change => Instant.FromDateTimeUtc(change.At))],
            [.. changes.Select(change => (long)(change.Mrr * 100m))]);
        plans = Segmentation.By(Enumerable.Range(0, Customers).Select(customer => new Customer($"{customer}", [new("plan", $"plan {customer % 5}")])), "plan");

        RevenueCohortTable table = Cohorts();
        foreach (((int cohort, int column), (int size, int customers, decimal mrr)) in Linq())
        {
            RevenueCohortCell cell = table[cohort][column]!;
            if ((size, customers, mrr) != ((int)table[cohort].Size, (int)cell.Customers, cell.Mrr.Annual.Amount / 12m))
            {
                throw new InvalidOperationException($"The two roads do not give the same answer in column {column} of {table[cohort]}.");
            }
        }

        if (!table.Equals(CohortsBySegment().Total))
        {
            throw new InvalidOperationException("The segments do not pool to the whole.");
        }
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<(int Cohort, int Column), (int Size, int Customers, decimal Mrr)> Linq() =>
        changes.GroupBy(change => change.Customer)
            .Select(customer => customer.OrderBy(change => change.At).ToList())
            .GroupBy(own => SyntheticChanges.MonthOf(own[0].At))
            .SelectMany(cohort => Enumerable.Range(cohort.Key, Months - cohort.Key).Select(month =>
            {
                List<decimal> paid = [.. cohort.Select(own => own.LastOrDefault(change => SyntheticChanges.MonthOf(change.At) <= month)?.Mrr ?? 0m)];
                return ((cohort.Key, month - cohort.Key), (paid.Count, paid.Count(mrr => mrr > 0m), paid.Sum()));
            }))
            .ToDictionary();

    [Benchmark]
    public RevenueCohortTable Cohorts() => timeline.Cohorts(Periods, execution: Execution.Sequential);

    [Benchmark]
    public BySegment<RevenueCohortTable> CohortsBySegment() => timeline.Cohorts(Periods, plans, execution: Execution.Sequential);
}
