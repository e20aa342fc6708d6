using BenchmarkDotNet.Attributes;
using NodaTime;

namespace Retention.Metrics.Benchmarks.Cohorts;

/// <summary>Monthly cohorts of buyers over four years, against what one would write over records of orders.</summary>
[MemoryDiagnoser]
public class OrderCohortBenchmarks
{
    private static readonly ReportingPeriods Periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    private List<Purchase> purchases = [];
    private OrderBook book = OrderBook.FromColumns<int>(Currency.Eur, [], [], []);

    [Params(10_000, 100_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20260101);
        purchases = [.. Enumerable.Range(0, Customers * 5).Select(_ => new Purchase(
            random.Next(Customers), new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(4 * 365 * 24 * 3600)), random.Next(1, 20_000) / 100m))];
        book = OrderBook.FromColumns<int>(
            Currency.Eur,
            [.. purchases.Select(purchase => purchase.Customer)],
            [.. purchases.Select(purchase => Instant.FromDateTimeUtc(purchase.At))],
            [.. purchases.Select(purchase => (long)(purchase.Amount * 100m))]);

        OrderCohortTable table = Cohorts();
        IReadOnlyDictionary<(int Cohort, int Column), (int Customers, int Orders, decimal Revenue)> expected = Linq();
        foreach (OrderCohortCell cell in table.SelectMany(cohort => cohort).OfType<OrderCohortCell>())
        {
            int month = Periods.ToList().IndexOf(cell.Period!);
            if (expected.GetValueOrDefault((month - cell.Column, cell.Column)) != ((int)cell.Customers, (int)cell.Orders, cell.Revenue.Amount))
            {
                throw new InvalidOperationException($"The two roads do not give the same answer in column {cell.Column} of {cell.Period}.");
            }
        }
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<(int Cohort, int Column), (int Customers, int Orders, decimal Revenue)> Linq()
    {
        var cohortOf = purchases.GroupBy(purchase => purchase.Customer).ToDictionary(own => own.Key, own => MonthOf(own.Min(purchase => purchase.At)));
        return purchases
            .GroupBy(purchase => (Cohort: cohortOf[purchase.Customer], Column: MonthOf(purchase.At) - cohortOf[purchase.Customer]))
            .ToDictionary(cell => cell.Key, cell => (cell.Select(purchase => purchase.Customer).Distinct().Count(), cell.Count(), cell.Sum(purchase => purchase.Amount)));
    }

    [Benchmark]
    public OrderCohortTable Cohorts() => book.Cohorts(Periods, execution: Execution.Sequential);

    private static int MonthOf(DateTime at) => ((at.Year - 2022) * 12) + at.Month - 1;

    private sealed record Purchase(int Customer, DateTime At, decimal Amount);
}
