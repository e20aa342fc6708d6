using NodaTime;

namespace Retention.Metrics.Cohorts;

/// <summary>The aggregates of cohort tables, for each segment or for all customers.</summary>
internal static class CohortPlan
{
    /// <summary>Adds the aggregate of revenue cohorts to a plan.</summary>
    /// <returns>One table for each segment, or one for all customers.</returns>
    public static Planned<RevenueCohortTable[]> Add(
        AggregatePlan<RevenueColumns> plan, RevenueTimeline timeline, ReportingPeriods periods, SegmentColumn? segments, Instant? asOf, int? columns)
    {
        CohortLayout layout = LayoutOf(periods, segments, asOf, columns);
        Planned<CohortMatrix<RevenueCellTotals>[]> totals = timeline.Layers.Base.ActiveAtZero is null
            ? plan.Add(new RevenueCohortAggregate<NoneActiveAtZero>(layout))
            : plan.Add(new RevenueCohortAggregate<SomeActiveAtZero>(layout));
        return new Planned<RevenueCohortTable[]>(() => [.. totals.Result.Select(one => RevenueCohortTable.Of(timeline.Policy, timeline.Currency, one))]);
    }

    /// <summary>Adds the aggregate of order cohorts to a plan.</summary>
    /// <returns>One table for each segment, or one for all customers.</returns>
    public static Planned<OrderCohortTable[]> Add(
        AggregatePlan<OrderColumns> plan, OrderTimeline orders, ReportingPeriods periods, SegmentColumn? segments, Instant? asOf, int? columns)
    {
        CohortLayout layout = LayoutOf(periods, segments, asOf, columns);
        Planned<CohortMatrix<OrderCellTotals>[]> totals = orders.Columns.FitsInto64Bits
            ? plan.Add(new OrderCohortAggregate<Sum64>(layout))
            : plan.Add(new OrderCohortAggregate<Sum96>(layout));
        return new Planned<OrderCohortTable[]>(() => [.. totals.Result.Select(one => OrderCohortTable.Of(orders.Policy, orders.Currency, one))]);
    }

    /// <summary>Adds the aggregate of cohorts by first activity to a plan.</summary>
    /// <returns>One table for each segment, or one for all customers.</returns>
    public static Planned<ActivityCohortTable[]> Add(AggregatePlan<ActivityColumns> plan, ReportingPeriods periods, SegmentColumn? segments, Instant? asOf, int? columns)
    {
        Planned<CohortMatrix<ActivityCellTotals>[]> totals = plan.Add(new ActivityCohortAggregate(LayoutOf(periods, segments, asOf, columns)));
        return new Planned<ActivityCohortTable[]>(() => [.. totals.Result.Select(ActivityCohortTable.Of)]);
    }

    private static CohortLayout LayoutOf(ReportingPeriods periods, SegmentColumn? segments, Instant? asOf, int? columns) =>
        new(new CohortShape(periods, asOf, columns, segments?.Segments.Length ?? 1), segments);
}
