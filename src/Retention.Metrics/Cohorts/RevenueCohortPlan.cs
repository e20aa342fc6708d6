using NodaTime;

namespace Retention.Metrics.Cohorts;

/// <summary>The aggregate of revenue cohorts, for each segment or for all customers.</summary>
internal static class RevenueCohortPlan
{
    /// <summary>Adds the aggregate to a plan.</summary>
    /// <returns>One table for each segment, or one for all customers.</returns>
    public static Planned<RevenueCohortTable[]> Add(
        AggregatePlan<RevenueColumns> plan, RevenueTimeline timeline, ReportingPeriods periods, SegmentColumn? segments, Instant? asOf, int? columns)
    {
        var shape = new CohortShape(periods, asOf, columns, segments?.Segments.Length ?? 1);
        Planned<CohortSums<RevenueCohortSums>[]> sums = timeline.Layers.Base.ActiveAtZero is null
            ? plan.Add(new RevenueCohortAggregate<NoneActiveAtZero>(shape, segments))
            : plan.Add(new RevenueCohortAggregate<SomeActiveAtZero>(shape, segments));
        return new Planned<RevenueCohortTable[]>(() => [.. sums.Result.Select(one => new RevenueCohortTable(timeline.Policy, timeline.Currency, one))]);
    }
}
