using NodaTime;

namespace Retention.Metrics.Cohorts;

/// <summary>The aggregate of order cohorts, for each segment or for all customers.</summary>
internal static class OrderCohortPlan
{
    /// <summary>Adds the aggregate to a plan.</summary>
    /// <returns>One table for each segment, or one for all customers.</returns>
    public static Planned<OrderCohortTable[]> Add(
        AggregatePlan<OrderColumns> plan, OrderTimeline orders, ReportingPeriods periods, SegmentColumn? segments, Instant? asOf, int? columns)
    {
        var shape = new CohortShape(periods, asOf, columns, segments?.Segments.Length ?? 1);
        Planned<CohortSums<OrderCohortSums>[]> sums = plan.Add(new OrderCohortAggregate(shape, segments));
        return new Planned<OrderCohortTable[]>(() => [.. sums.Result.Select(one => new OrderCohortTable(orders.Policy, orders.Currency, one))]);
    }
}
