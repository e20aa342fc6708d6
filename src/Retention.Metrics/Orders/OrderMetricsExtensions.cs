namespace Retention.Metrics;

/// <summary>The order metrics of an order timeline.</summary>
public static class OrderMetricsExtensions
{
    /// <summary>Computes the order metrics of each period and of all of them together.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    public static OrderMetrics Metrics(this OrderTimeline orders, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Columns.Run(plan => OrderMetricsPlan.Add(plan, orders, periods, segments: null), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes the order metrics of each period for each segment; the segments pool to the total.</summary>
    /// <param name="orders">The orders by segment.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    public static BySegment<OrderMetrics> Metrics(this Segmented<OrderTimeline> orders, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Run(orders.Timeline.Columns, plan => OrderMetricsPlan.Add(plan, orders.Timeline, periods, orders.Segments), execution, static (left, right) => left.Merge(right));
    }

    /// <summary>Names the customers behind a figure; their orders add up to it.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="periods">The periods of the metrics.</param>
    /// <param name="figure">The figure.</param>
    /// <returns>By customer, then by period.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="figure"/> is not one of the enumeration.</exception>
    public static IEnumerable<OrderContribution> Explain(this OrderTimeline orders, ReportingPeriods periods, OrderFigure figure)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(periods);
        return Enum.IsDefined(figure)
            ? OrderExplanation.Of(orders, periods, figure)
            : throw new ArgumentOutOfRangeException(nameof(figure), figure, $"One of {string.Join(", ", Enum.GetNames<OrderFigure>())}.");
    }
}
