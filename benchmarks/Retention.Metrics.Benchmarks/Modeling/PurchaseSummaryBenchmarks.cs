using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Benchmarks.Modeling;

/// <summary>Recency, frequency and value from orders in columns, against LINQ over the same columns.</summary>
public class PurchaseSummaryBenchmarks : PerEventBenchmarks
{
    private int[] customers = [];
    private Instant[] at = [];
    private long[] cents = [];
    private OrderTimeline orders = null!;

    protected override void Prepare()
    {
        (customers, at, cents) = SimulatedShop.Orders(Events, seed: 20260101);
        orders = OrderTimeline.FromColumns<int>(Currency.Usd, customers, at, cents);
    }

    protected override void Check()
    {
        var ours = FromOrders().Customers.ToDictionary(row => row.Customer.Value, StringComparer.Ordinal);
        IReadOnlyList<(int Customer, int Frequency, int Recency, int Age, decimal Mean)> theirs = LinqGroups();
        if (ours.Count != theirs.Count || theirs.Any(row => !Equal(ours[row.Customer.ToString(System.Globalization.CultureInfo.InvariantCulture)], row)))
        {
            throw new InvalidOperationException("The two summaries differ; a comparison of their times would mean nothing.");
        }
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyList<(int Customer, int Frequency, int Recency, int Age, decimal Mean)> LinqGroups() =>
    [
        .. Enumerable.Range(0, customers.Length)
            .Select(i => (Customer: customers[i], Day: at[i].InUtc().Date, Amount: cents[i] / 100m))
            .Where(order => order.Day <= SimulatedShop.End)
            .GroupBy(order => order.Customer)
            .Select(orders =>
            {
                var days = orders.GroupBy(order => order.Day).OrderBy(day => day.Key).ToList();
                LocalDate first = days[0].Key;
                return (
                    orders.Key,
                    days.Count - 1,
                    Period.DaysBetween(first, days[^1].Key),
                    Period.DaysBetween(first, SimulatedShop.End),
                    days.Count == 1 ? 0m : days.Skip(1).Sum(day => day.Sum(order => order.Amount)) / (days.Count - 1));
            }),
    ];

    [Benchmark]
    public PurchaseSummary FromColumns() =>
        PurchaseSummary.Of(OrderTimeline.FromColumns<int>(Currency.Usd, customers, at, cents), DateTimeZone.Utc, SimulatedShop.End, ModelUnit.Day);

    [Benchmark]
    public PurchaseSummary FromOrders() => PurchaseSummary.Of(orders, DateTimeZone.Utc, SimulatedShop.End, ModelUnit.Day);

    private static bool Equal(CustomerPurchases ours, (int Customer, int Frequency, int Recency, int Age, decimal Mean) theirs) =>
        ours.Frequency == theirs.Frequency
        && ours.History.Recency.Equals(theirs.Recency)
        && ours.History.Age.Equals(theirs.Age)
        && Math.Abs((ours.MeanRepeatValue ?? 0.0) - (double)theirs.Mean) < 1e-9;
}
