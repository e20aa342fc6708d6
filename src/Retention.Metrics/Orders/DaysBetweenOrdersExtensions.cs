namespace Retention.Metrics;

/// <summary>The days between consecutive orders of the customers of an order timeline.</summary>
public static class DaysBetweenOrdersExtensions
{
    /// <summary>Computes the days between consecutive orders of each customer, by the period of the later order.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    public static DaysBetweenOrders DaysBetweenOrders(this OrderTimeline orders, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Columns.Run(plan => DaysBetweenOrdersAggregate.Add(plan, orders, periods, segments: null), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes the days between consecutive orders of each customer for each segment; the segments pool to the total.</summary>
    /// <param name="orders">The orders by segment.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    public static BySegment<DaysBetweenOrders> DaysBetweenOrders(this Segmented<OrderTimeline> orders, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Run(orders.Timeline.Columns, plan => DaysBetweenOrdersAggregate.Add(plan, orders.Timeline, periods, orders.Segments), execution, static (left, right) => left.Merge(right));
    }
}
