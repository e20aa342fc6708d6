using NodaTime;

namespace Retention.Metrics;

/// <summary>The customers of a timeline at an instant.</summary>
public static class CustomerTableExtensions
{
    /// <summary>Lists the customers who are active at an instant, the largest first.</summary>
    /// <inheritdoc cref="CustomerTable" path="/remarks"/>
    /// <param name="timeline">The timeline.</param>
    /// <param name="instant">When; the end of a period for its closing customers.</param>
    /// <param name="zone">The time zone in which terms are counted; UTC if left out.</param>
    public static CustomerTable CustomersAt(this RevenueTimeline timeline, Instant instant, DateTimeZone? zone = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return new CustomerTable(timeline, segmented: null, instant, zone ?? DateTimeZone.Utc);
    }

    /// <summary>Lists the customers who are active at an instant, the largest first, each with its segment.</summary>
    /// <inheritdoc cref="CustomerTable" path="/remarks"/>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="instant">When; the end of a period for its closing customers.</param>
    /// <param name="zone">The time zone in which terms are counted; UTC if left out.</param>
    public static CustomerTable CustomersAt(this Segmented<RevenueTimeline> timeline, Instant instant, DateTimeZone? zone = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return new CustomerTable(timeline.Timeline, timeline, instant, zone ?? DateTimeZone.Utc);
    }
}
