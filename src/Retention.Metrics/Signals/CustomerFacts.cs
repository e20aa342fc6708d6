using NodaTime;

namespace Retention.Metrics;

/// <summary>What was known of one customer at an instant: facts before it, and no others.</summary>
/// <example><code>
/// Signal exports = Signal.Of("exports of 7 days", activities, facts => facts.Count("export", days: 7));
/// exports.Name; // exports of 7 days
/// </code></example>
public sealed class CustomerFacts
{
    private readonly RevenueTimeline timeline;
    private readonly int customer;
    private readonly ActivityTimeline? activities;
    private readonly int position;
    private readonly DateTimeZone zone;

    internal CustomerFacts(RevenueTimeline timeline, int customer, ActivityTimeline? activities, int position, Instant instant, DateTimeZone zone)
    {
        this.timeline = timeline;
        this.customer = customer;
        this.activities = activities;
        this.position = position;
        this.zone = zone;
        Instant = instant;
    }

    /// <summary>The customer.</summary>
    public CustomerId Customer => timeline.CustomerAt(customer);

    /// <summary>The instant; every fact is before it.</summary>
    public Instant Instant { get; }

    /// <summary>What the customer pays at the instant.</summary>
    public RecurringRevenue Mrr => new(timeline.Columns.LevelAt(customer, Instant.ToUnixTimeTicks()), timeline.Currency);

    /// <summary>When the customer paid first.</summary>
    public Instant FirstPayment => Instant.FromUnixTimeTicks(timeline.Columns.Time[timeline.Columns.Offsets[customer]]);

    /// <summary>Local days from the day of the first payment to the day of the instant, in the zone of the periods.</summary>
    public int DaysSinceFirstPayment => Period.DaysBetween(StartOfDay.DateAt(FirstPayment, zone), StartOfDay.DateAt(Instant, zone));

    /// <summary>How many activities there are.</summary>
    /// <param name="kind">The kind; every kind if left out.</param>
    /// <param name="days">The length of the window before the instant, 1 to 36,600 local days; without limit if left out.</param>
    /// <exception cref="ArgumentException">No activity has the kind; the message names those that there are.</exception>
    public long Count(string? kind = null, int? days = null) => Activities(kind, days).LongCount();

    /// <summary>The quantities of activities together.</summary>
    /// <inheritdoc cref="Count" path="/param|/exception"/>
    public long Sum(string? kind = null, int? days = null) => Activities(kind, days).Sum(activity => activity.Quantity);

    /// <summary>The activities, rising in time.</summary>
    /// <inheritdoc cref="Count" path="/param|/exception"/>
    public IEnumerable<Activity> Activities(string? kind = null, int? days = null)
    {
        long start = days is { } window ? new SignalInstants([Instant.ToUnixTimeTicks()], zone).DaysBefore(Signal.Checked(window))[0] : long.MinValue;
        if (activities is null)
        {
            return [];
        }

        int? number = ActivitySignal.KindNumber(activities.Kinds, kind);
        return position < 0 ? [] : Activities(activities, number, start);
    }

    private IEnumerable<Activity> Activities(ActivityTimeline activities, int? kind, long start)
    {
        ActivityColumns columns = activities.Columns;
        long end = Instant.ToUnixTimeTicks();
        for (int row = columns.Offsets[position]; row < columns.Offsets[position + 1] && columns.Time[row] < end; row++)
        {
            int own = columns.Kind[row];
            if (columns.Time[row] >= start && (kind ?? own) == own)
            {
                yield return new Activity(Customer, Instant.FromUnixTimeTicks(columns.Time[row]), activities.Kinds[own], columns.QuantityOf(row));
            }
        }
    }

    /// <summary>The customer and the instant.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customer} before {Instant}");
}
