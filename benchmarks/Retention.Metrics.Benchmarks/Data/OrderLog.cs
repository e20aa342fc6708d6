using NodaTime;

namespace Retention.Metrics.Benchmarks.Data;

/// <summary>An order.</summary>
public sealed record Purchase(int Customer, DateTime At, decimal Amount);

/// <summary>A seeded log of orders in time order: about six for each customer, over 48 months.</summary>
internal sealed class OrderLog
{
    private readonly Lazy<List<Purchase>> purchases;
    private readonly Lazy<OrderTimeline> timeline;

    public OrderLog(int orders)
    {
        var random = new Random(20260101);
        Customers = new int[orders];
        At = new Instant[orders];
        Cents = new long[orders];
        Instant start = Instant.FromDateTimeUtc(Months.Start);
        for (int i = 0; i < orders; i++)
        {
            Customers[i] = random.Next(CustomersOf(orders));
            At[i] = start + Duration.FromSeconds(i * Months.Seconds / orders);
            Cents[i] = random.Next(100, 20_000);
        }

        purchases = new(() => [.. Customers.Select((customer, i) => new Purchase(customer, At[i].ToDateTimeUtc(), Cents[i] / 100m))]);
        timeline = new(() => Build());
    }

    public static Once<OrderLog> Shared { get; } = new(orders => new OrderLog(orders));

    public int[] Customers { get; }

    public Instant[] At { get; }

    public long[] Cents { get; }

    /// <summary>The log as records, which is how one has it without a library.</summary>
    public List<Purchase> Purchases => purchases.Value;

    /// <summary>The log as an order timeline, built once.</summary>
    public OrderTimeline Timeline => timeline.Value;

    /// <summary>What all orders came to, added up by hand.</summary>
    public decimal Revenue => Cents.Sum() / 100m;

    /// <summary>Customers are numbered from 0 up to this.</summary>
    public static int CustomersOf(int orders) => Math.Max(1, orders / 6);

    public OrderTimeline Build(ExecutionOptions? execution = null) => OrderTimeline.FromColumns<int>(Currency.Eur, Customers, At, Cents, execution);
}
