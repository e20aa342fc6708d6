using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Orders;

/// <summary>Recency, frequency and value of every customer, against what one would write over records of orders.</summary>
[Config(typeof(PerEventConfig))]
public class RfmBenchmarks
{
    private static readonly LocalDate End = new(2025, 12, 31);
    private static readonly Once<OrderBook> Books = new(Checked);

    private OrderBook book = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup() => book = Books.For(Events);

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<int, (int Frequency, int Recency, int Age, decimal Repeat)> Linq() => LinqOver(OrderLog.Shared.For(Events).Purchases);

    [Benchmark]
    public RfmTable Rfm() => book.Rfm(DateTimeZone.Utc, End, Execution.Sequential);

    [Benchmark]
    public RfmTable OnAllCores() => book.Rfm(DateTimeZone.Utc, End, Execution.Default);

    private static OrderBook Checked(int orders)
    {
        OrderLog log = OrderLog.Shared.For(orders);
        OrderBook book = log.Book();
        RfmTable table = book.Rfm(DateTimeZone.Utc, End);
        Answers.MustAgree("customers", log.Customers.Distinct().Count(), table.Count);
        if (orders <= Data.Sizes.MostForLinq)
        {
            var keys = new int[table.Count];
            table.CopyCustomersTo<int>(keys);
            Dictionary<int, (int Frequency, int Recency, int Age, decimal Repeat)> expected = LinqOver(log.Purchases);
            for (int i = 0; i < keys.Length; i++)
            {
                Answers.MustAgree($"customer {keys[i]}", expected[keys[i]], (table.Frequency[i], table.RecencyDays[i], table.AgeDays[i], table.RepeatRevenueMillionths[i] / 1_000_000m));
            }
        }

        return book;
    }

    private static Dictionary<int, (int Frequency, int Recency, int Age, decimal Repeat)> LinqOver(List<Purchase> purchases) =>
        purchases.GroupBy(purchase => purchase.Customer).ToDictionary(own => own.Key, own =>
        {
            var days = own.GroupBy(purchase => purchase.At.Date).OrderBy(day => day.Key).ToList();
            return (
                days.Count - 1,
                (days[^1].Key - days[0].Key).Days,
                (new DateTime(2025, 12, 31, 0, 0, 0, DateTimeKind.Utc) - days[0].Key).Days,
                days.Skip(1).Sum(day => day.Sum(purchase => purchase.Amount)));
        });
}
