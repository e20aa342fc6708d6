using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Orders;

/// <summary>The order metrics of 48 months, against what one would write over records of orders.</summary>
/// <remarks>The baseline knows no time zone, and neither returning customers nor days between orders.</remarks>
[Config(typeof(PerEventConfig))]
public class OrderMetricsBenchmarks
{
    private static readonly Once<OrderBook> Books = new(Checked);

    private OrderBook book = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup() => book = Books.For(Events);

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<int, Totals> Linq() => LinqOver(OrderLog.Shared.For(Events).Purchases);

    [Benchmark]
    public OrderMetrics Metrics() => book.Metrics(Months.Periods, Execution.Sequential);

    [Benchmark]
    public OrderMetrics OnAllCores() => book.Metrics(Months.Periods, Execution.Default);

    [Benchmark]
    public decimal? DaysBetweenOrders() => book.Metrics(Months.Periods, Execution.Sequential).Overall.DaysBetweenOrders.Median;

    [Benchmark]
    public OrderReport ReportWithCohortsAndRfm() => book.Report(Months.Periods, execution: Execution.Sequential);

    private static OrderBook Checked(int orders)
    {
        OrderLog log = OrderLog.Shared.For(orders);
        OrderBook book = log.Book();
        OrderMetrics metrics = book.Metrics(Months.Periods);
        Answers.MustAgree("revenue", log.Cents.Sum() / 100m, metrics.Overall.Revenue.Amount);
        foreach ((int month, Totals expected) in orders <= Data.Sizes.MostForLinq ? LinqOver(log.Purchases) : [])
        {
            OrderMetricsRow row = metrics[month];
            Answers.MustAgree(row.Period.ToString(), expected, new Totals((int)row.Orders, row.Revenue.Amount, (int)row.UniqueCustomers, (int)row.RepeatCustomers));
        }

        return book;
    }

    private static Dictionary<int, Totals> LinqOver(List<Purchase> purchases) =>
        purchases.GroupBy(purchase => Months.Of(purchase.At)).ToDictionary(
            month => month.Key,
            month => new Totals(
                month.Count(),
                month.Sum(purchase => purchase.Amount),
                month.Select(purchase => purchase.Customer).Distinct().Count(),
                month.GroupBy(purchase => purchase.Customer).Count(own => own.Count() >= 2)));

    /// <summary>What a month adds up to.</summary>
    public sealed record Totals(int Orders, decimal Revenue, int Customers, int Repeat);
}
