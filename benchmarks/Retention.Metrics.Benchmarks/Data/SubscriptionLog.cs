using NodaTime;

namespace Retention.Metrics.Benchmarks.Data;

/// <summary>What a customer pays from an instant on.</summary>
public sealed record Change(int Customer, DateTime At, decimal Mrr);

/// <summary>A seeded log of changes in time order: about three for each customer, over 48 months.</summary>
internal sealed class SubscriptionLog
{
    private readonly Lazy<List<Change>> changes;
    private readonly Lazy<RevenueTimeline> timeline;

    public SubscriptionLog(int events)
        : this(new int[events], new Instant[events], new long[events])
    {
        var random = new Random(20260101);
        Instant start = Instant.FromDateTimeUtc(Months.Start);
        for (int i = 0; i < events; i++)
        {
            Customers[i] = random.Next(CustomersOf(events));
            At[i] = start + Duration.FromSeconds(i * Months.Seconds / events);
            Cents[i] = random.Next(4) == 0 ? 0 : 100 * random.Next(1, 500);
        }
    }

    private SubscriptionLog(int[] customers, Instant[] at, long[] cents)
    {
        (Customers, At, Cents) = (customers, at, cents);
        changes = new(() => [.. Customers.Select((customer, i) => new Change(customer, At[i].ToDateTimeUtc(), Cents[i] / 100m))]);
        timeline = new(() => Build());
    }

    public static Once<SubscriptionLog> Shared { get; } = new(events => new SubscriptionLog(events));

    public int[] Customers { get; }

    public Instant[] At { get; }

    /// <summary>Each level in cents a month.</summary>
    public long[] Cents { get; }

    /// <summary>The log as records, which is how one has it without a library.</summary>
    public List<Change> Changes => changes.Value;

    /// <summary>The log as a timeline, built once.</summary>
    public RevenueTimeline Timeline => timeline.Value;

    /// <summary>The recurring revenue when all is over, added up by hand.</summary>
    public decimal ClosingMrr
    {
        get
        {
            var last = new long[Customers.Max() + 1];
            for (int i = 0; i < Customers.Length; i++)
            {
                last[Customers[i]] = Cents[i];
            }

            return last.Sum() / 100m;
        }
    }

    /// <summary>Customers are numbered from 0 up to this.</summary>
    public static int CustomersOf(int events) => Math.Max(1, events / 3);

    public RevenueTimeline Build(ExecutionOptions? execution = null) => RevenueTimeline.FromColumns<int, int>(Currency.Eur, Customers, Customers, At, Cents, execution);

    /// <summary>Some of the rows, in another order.</summary>
    public SubscriptionLog Of(int[] rows) => new(Array.ConvertAll(rows, row => Customers[row]), Array.ConvertAll(rows, row => At[row]), Array.ConvertAll(rows, row => Cents[row]));
}
