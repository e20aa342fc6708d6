using BenchmarkDotNet.Attributes;
using NodaTime;

namespace Retention.Metrics.Benchmarks.Orders;

/// <summary>The order metrics of 48 months, against what one would write over records of orders.</summary>
/// <remarks>The baseline knows no time zone, and neither returning customers nor days between orders.</remarks>
[MemoryDiagnoser]
public class OrderMetricsBenchmarks
{
    private static readonly ReportingPeriods Periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    private List<Purchase> purchases = [];
    private OrderBook book = OrderBook.FromColumns<int>(Currency.Eur, [], [], []);

    [Params(50_000, 500_000)]
    public int Orders { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20260101);
        purchases = [.. Enumerable.Range(0, Orders).Select(_ => new Purchase(
            random.Next(Orders / 5), new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(4 * 365 * 24 * 3600)), random.Next(1, 20_000) / 100m))];
        book = OrderBook.FromColumns<int>(
            Currency.Eur,
            [.. purchases.Select(purchase => purchase.Customer)],
            [.. purchases.Select(purchase => Instant.FromDateTimeUtc(purchase.At))],
            [.. purchases.Select(purchase => (long)(purchase.Amount * 100m))]);
        OrderMetrics metrics = Metrics();
        foreach ((int month, Totals expected) in Linq())
        {
            OrderMetricsRow row = metrics[month];
            if (expected != new Totals((int)row.Orders, row.Revenue.Amount, (int)row.UniqueCustomers, (int)row.RepeatCustomers))
            {
                throw new InvalidOperationException($"The two roads do not give the same answer for {row.Period}.");
            }
        }
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<int, Totals> Linq() =>
        purchases.GroupBy(purchase => SyntheticChanges.MonthOf(purchase.At)).ToDictionary(
            month => month.Key,
            month => new Totals(
                month.Count(),
                month.Sum(purchase => purchase.Amount),
                month.Select(purchase => purchase.Customer).Distinct().Count(),
                month.GroupBy(purchase => purchase.Customer).Count(own => own.Count() >= 2)));

    [Benchmark]
    public OrderMetrics Metrics() => book.Metrics(Periods, Execution.Sequential);

    private sealed record Purchase(int Customer, DateTime At, decimal Amount);

    /// <summary>What a month adds up to.</summary>
    public sealed record Totals(int Orders, decimal Revenue, int Customers, int Repeat);
}
