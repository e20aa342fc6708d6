using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Cohorts;

/// <summary>Monthly cohorts of buyers over four years, against what one would write over records of orders.</summary>
[Config(typeof(PerEventConfig))]
public class OrderCohortBenchmarks
{
    private static readonly Once<OrderBook> Books = new(Checked);

    private OrderBook book = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup() => book = Books.For(Events);

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<(int Cohort, int Column), (int Customers, int Orders, decimal Revenue)> Linq() => LinqOver(OrderLog.Shared.For(Events).Purchases);

    [Benchmark]
    public OrderCohortTable Cohorts() => book.Cohorts(Months.Periods, execution: Execution.Sequential);

    [Benchmark]
    public OrderCohortTable OnAllCores() => book.Cohorts(Months.Periods, execution: Execution.Default);

    private static OrderBook Checked(int orders)
    {
        OrderLog log = OrderLog.Shared.For(orders);
        OrderBook book = log.Book();
        OrderCohortTable table = book.Cohorts(Months.Periods);
        Answers.MustAgree("revenue", log.Cents.Sum() / 100m, table.SelectMany(cohort => cohort).OfType<OrderCohortCell>().Sum(cell => cell.Revenue.Amount));
        if (orders <= Data.Sizes.MostForLinq)
        {
            foreach (((int cohort, int column), (int Customers, int Orders, decimal Revenue) expected) in LinqOver(log.Purchases))
            {
                OrderCohortCell cell = table[cohort][column]!;
                Answers.MustAgree($"column {column} of cohort {cohort}", expected, ((int)cell.Customers, (int)cell.Orders, cell.Revenue.Amount));
            }
        }

        return book;
    }

    private static Dictionary<(int Cohort, int Column), (int Customers, int Orders, decimal Revenue)> LinqOver(List<Purchase> purchases)
    {
        var cohortOf = purchases.GroupBy(purchase => purchase.Customer).ToDictionary(own => own.Key, own => Months.Of(own.Min(purchase => purchase.At)));
        return purchases
            .GroupBy(purchase => (Cohort: cohortOf[purchase.Customer], Column: Months.Of(purchase.At) - cohortOf[purchase.Customer]))
            .ToDictionary(cell => cell.Key, cell => (cell.Select(purchase => purchase.Customer).Distinct().Count(), cell.Count(), cell.Sum(purchase => purchase.Amount)));
    }
}
