using NodaTime;

namespace Retention.Metrics;

/// <summary>Recency, frequency and monetary value of the customers of an order timeline.</summary>
public static class RfmExtensions
{
    /// <summary>Computes recency, frequency and monetary value of every customer who has ordered by a day.</summary>
    /// <inheritdoc cref="RfmTable" path="/remarks"/>
    /// <param name="orders">The orders.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <param name="end">The last day of observation, inclusive.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="OverflowException">The revenue of a customer does not fit into 64 bits of millionths.</exception>
    public static RfmTable Rfm(this OrderTimeline orders, DateTimeZone zone, LocalDate end, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Columns.Run(plan => RfmAggregate.Add(plan, orders, zone, end, segments: null), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes recency, frequency and monetary value of the customers of each segment who have ordered by a day.</summary>
    /// <param name="orders">The orders by segment.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <param name="end">The last day of observation, inclusive.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="OverflowException">The revenue of a customer does not fit into 64 bits of millionths.</exception>
    public static BySegment<RfmTable> Rfm(this Segmented<OrderTimeline> orders, DateTimeZone zone, LocalDate end, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Run(orders.Timeline.Columns, plan => RfmAggregate.Add(plan, orders.Timeline, zone, end, orders.Segments), execution, static (left, right) => left.Merge(right));
    }
}
