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
        MetricPolicy read = timeline.PolicyToRead(policy);
        var plan = new AggregatePlan<RevenueColumns>();
        Planned<RollForward[]> rollForward = RollForwardPlan.Add(plan, timeline, periods, segments: null, read);
        Planned<TrailingRetention[]> trailingYear = TrailingPlan.Add(plan, timeline, periods, Period.FromYears(1), segments: null, read);
        Planned<RevenueCohortTable[]> cohorts = CohortPlan.Add(plan, timeline, periods, segments: null, asOf, columns: null);
        timeline.Layers.Run(plan, execution ?? ExecutionOptions.Default);
        return new RevenueReport(rollForward.Result[0], trailingYear.Result[0], cohorts.Result[0]);
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
        ArgumentNullException.ThrowIfNull(periods);
        var plan = new AggregatePlan<OrderColumns>();
        Planned<OrderMetrics[]> metrics = OrderMetricsPlan.Add(plan, orders, periods, segments: null);
        Planned<DaysBetweenOrders[]> days = DaysBetweenOrdersAggregate.Add(plan, orders, periods, segments: null);
        Planned<OrderCohortTable[]> cohorts = CohortPlan.Add(plan, orders, periods, segments: null, asOf, columns: null);
        Planned<RfmTable> rfm = RfmAggregate.Add(plan, orders, periods.Zone, StartOfDay.DateAt(periods.End - Duration.Epsilon, periods.Zone));
        orders.Columns.Run(plan, execution ?? ExecutionOptions.Default);
        return new OrderReport(metrics.Result[0], days.Result[0], cohorts.Result[0], rfm.Result);
    }
}
