using NodaTime;

namespace Retention.Metrics;

/// <summary>Several answers from one scan.</summary>
public static class ReportExtensions
{
    /// <summary>Computes the answers of a revenue report in one scan of the changes: the same figures as each alone.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="periods">The periods: of the rows, and of the cohorts and their columns.</param>
    /// <param name="policy">How movements are netted and churn is counted; the policy of the timeline if left out.</param>
    /// <param name="asOf">The instant up to which cohorts are known; the end of the last period if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The policy contradicts itself, or sees another revenue than the one the timeline was built under.</exception>
    public static RevenueReport Report(this RevenueTimeline timeline, ReportingPeriods periods, MetricPolicy? policy = null, Instant? asOf = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.Layers.Run(plan => Add(plan, timeline, periods, segments: null, policy, asOf), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes the answers of a revenue report for each segment in one scan of the changes; the segments pool to the total.</summary>
    /// <inheritdoc cref="Report(RevenueTimeline, ReportingPeriods, MetricPolicy?, Instant?, ExecutionOptions?)"/>
    public static BySegment<RevenueReport> Report(this Segmented<RevenueTimeline> timeline, ReportingPeriods periods, MetricPolicy? policy = null, Instant? asOf = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.Run(timeline.Timeline.Layers, plan => Add(plan, timeline.Timeline, periods, timeline.Segments, policy, asOf), execution, static (left, right) => left.Merge(right));
    }

    /// <summary>Computes the answers of an order report in one scan of the orders: the same figures as each alone.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="periods">The periods: of the rows, and of the cohorts and their columns. Recency is observed up to their last day.</param>
    /// <param name="asOf">The instant up to which cohorts are known; the end of the last period if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="OverflowException">What a customer has ordered for does not fit into 64 bits of millionths.</exception>
    public static OrderReport Report(this OrderTimeline orders, ReportingPeriods periods, Instant? asOf = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Columns.Run(plan => Add(plan, orders, periods, segments: null, asOf), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes the answers of an order report for each segment in one scan of the orders; the segments pool to the total.</summary>
    /// <inheritdoc cref="Report(OrderTimeline, ReportingPeriods, Instant?, ExecutionOptions?)"/>
    public static BySegment<OrderReport> Report(this Segmented<OrderTimeline> orders, ReportingPeriods periods, Instant? asOf = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Run(orders.Timeline.Columns, plan => Add(plan, orders.Timeline, periods, orders.Segments, asOf), execution, static (left, right) => left.Merge(right));
    }

    private static Planned<RevenueReport[]> Add(AggregatePlan<RevenueColumns> plan, RevenueTimeline timeline, ReportingPeriods periods, SegmentColumn? segments, MetricPolicy? policy, Instant? asOf)
    {
        MetricPolicy read = timeline.PolicyToRead(policy);
        Planned<RollForward[]> rollForward = RollForwardPlan.Add(plan, timeline, periods, segments, read);
        Planned<TrailingRetention[]> trailingYear = TrailingPlan.Add(plan, timeline, periods, TrailingWindow.Year, segments, read);
        Planned<RevenueCohortTable[]> cohorts = CohortPlan.Add(plan, timeline, periods, segments, asOf, columns: null);
        return new Planned<RevenueReport[]>(() => [.. rollForward.Result.Select((one, segment) => new RevenueReport(one, trailingYear.Result[segment], cohorts.Result[segment]))]);
    }

    private static Planned<OrderReport[]> Add(AggregatePlan<OrderColumns> plan, OrderTimeline orders, ReportingPeriods periods, SegmentColumn? segments, Instant? asOf)
    {
        ArgumentNullException.ThrowIfNull(periods);
        Planned<OrderMetrics[]> metrics = OrderMetricsPlan.Add(plan, orders, periods, segments);
        Planned<DaysBetweenOrders[]> days = DaysBetweenOrdersAggregate.Add(plan, orders, periods, segments);
        Planned<OrderCohortTable[]> cohorts = CohortPlan.Add(plan, orders, periods, segments, asOf, columns: null);
        Planned<RfmTable[]> rfm = RfmAggregate.Add(plan, orders, periods.Zone, StartOfDay.DateAt(periods.End - Duration.Epsilon, periods.Zone), segments);
        return new Planned<OrderReport[]>(() => [.. metrics.Result.Select((one, segment) => new OrderReport(one, days.Result[segment], cohorts.Result[segment], rfm.Result[segment]))]);
    }
}
