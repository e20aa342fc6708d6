using System.Collections;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>The customers at an instant, with what they pay, since when, and what is scheduled: the largest first, then by id.</summary>
/// <remarks>
/// <para><b>Formula:</b> every customer who is active at the instant: after everything before it, without what happens at it. Their MRR adds up to the closing MRR of a period
/// that ends then, and they are its closing customers.</para>
/// <para><b>Unit:</b> money a month, instants, subscriptions.</para>
/// <para><b>Undefined:</b> what is scheduled, where the timeline was not built from events.</para>
/// <para><b>Cost:</b> one look at each customer and a sort; a row is made when it is read. What is scheduled is computed for all customers when it is read first: one replay of the
/// facts known at the instant.</para>
/// <para><b>Source:</b> the lists of customers of ChartMogul, Baremetrics and ProfitWell.</para>
/// </remarks>
/// <example><code>
/// CustomerTable customers = timeline.CustomersAt(march.Period.End);
/// customers.Count;            // 4
/// customers.TotalMrr.Monthly; // 250.00 EUR
/// customers[0].Customer;      // ada
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.CustomersAt")]
public sealed class CustomerTable : IReadOnlyList<CustomerTableRow>, IJsonAnswer
{
    private readonly RevenueTimeline timeline;
    private readonly Segmented<RevenueTimeline>? segmented;
    private readonly int[] order;
    private readonly Lazy<ScheduledCustomers?> scheduled;

    internal CustomerTable(RevenueTimeline timeline, Segmented<RevenueTimeline>? segmented, Instant instant, DateTimeZone zone)
    {
        this.timeline = timeline;
        this.segmented = segmented;
        Instant = instant;
        Zone = zone;
        order = ActiveCustomers.Of(timeline, instant.ToUnixTimeTicks());
        TotalMrr = timeline.MrrAt(instant);
        scheduled = new(() => timeline.History is { } history ? new ScheduledCustomers(history, timeline.Policy, instant, zone) : null);
    }

    /// <summary>The instant.</summary>
    public Instant Instant { get; }

    /// <summary>The time zone in which terms are counted.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency => timeline.Currency;

    /// <summary>How many customers there are.</summary>
    public int Count => order.Length;

    /// <summary>What they pay together.</summary>
    public RecurringRevenue TotalMrr { get; }

    /// <summary>The customer at a position; the row is made anew each time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public CustomerTableRow this[int index] => RowOf(order[Rows.Checked(index, order.Length)]);

    /// <inheritdoc/>
    public IEnumerator<CustomerTableRow> GetEnumerator()
    {
        foreach (int position in order)
        {
            yield return RowOf(position);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private CustomerTableRow RowOf(int position)
    {
        CustomerId customer = timeline.CustomerAt(position);
        long ticks = Instant.ToUnixTimeTicks();
        (long firstPaid, long since) = ActiveCustomers.PaymentsOf(timeline.Columns, position, ticks);
        return new CustomerTableRow
        {
            Customer = customer,
            Segment = segmented?.Segments.Segments[segmented.Segments.SegmentOf[position]],
            Mrr = new RecurringRevenue(timeline.Columns.LevelAt(position, ticks), Currency),
            FirstPaid = Instant.FromUnixTimeTicks(firstPaid),
            Since = Instant.FromUnixTimeTicks(since),
            Scheduled = scheduled.Value?.Of(customer, Currency),
        };
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("instant", Instant);
        json.Add("timeZone", Zone.Id);
        json.Add("policy", timeline.Policy, MetricPolicyJsonConverter.Instance.WriteValue);
        json.Add("currency", Currency);
        json.Add("totalMrr", TotalMrr);
        json.AddAll("customers", this);
    }

    /// <summary>How many customers there are, when, and what they pay.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} customers at {Instant} pay {TotalMrr}");
}
