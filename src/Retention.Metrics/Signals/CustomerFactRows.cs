using NodaTime;

namespace Retention.Metrics.Signals;

/// <summary>The instants of what customers did, of activities or of orders: what every signal of them reads.</summary>
/// <param name="Offsets">The index of the first row of each customer, and the number of rows.</param>
/// <param name="Time">The instants in ticks, rising for each customer.</param>
/// <param name="Earliest">The first instant of all; the end of time where there is none.</param>
/// <param name="Latest">The last instant of all.</param>
/// <param name="Positions">The position of each customer of a timeline, or −1.</param>
internal sealed record CustomerFactRows(int[] Offsets, long[] Time, long Earliest, long Latest, int[] Positions)
{
    public static CustomerFactRows Of(ActivityTimeline activities, RevenueTimeline timeline) =>
        new(activities.Columns.Offsets, activities.Columns.Time, activities.Columns.Earliest, activities.Columns.Latest, CustomerPositions.Of(activities, timeline));

    public static CustomerFactRows Of(OrderTimeline orders, RevenueTimeline timeline) =>
        new(orders.Columns.Offsets, orders.Columns.Time, orders.Columns.Earliest, orders.Columns.Latest, CustomerPositions.Of(orders, timeline));

    /// <summary>How many rows a customer of the timeline has.</summary>
    public int RowsOf(int customer) => Positions[customer] is >= 0 and var own ? Offsets[own + 1] - Offsets[own] : 0;

    /// <summary>The local days of all rows.</summary>
    public LocalDays Days(DateTimeZone zone) =>
        Time.Length == 0 ? new LocalDays(zone, default, default) : new LocalDays(zone, Instant.FromUnixTimeTicks(Earliest), Instant.FromUnixTimeTicks(Latest));
}
