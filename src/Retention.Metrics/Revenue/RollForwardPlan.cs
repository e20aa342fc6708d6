namespace Retention.Metrics.Revenue;

/// <summary>The aggregates of a roll-forward, for each segment or for all customers.</summary>
internal static class RollForwardPlan
{
    /// <summary>Adds the aggregates to a plan.</summary>
    /// <returns>One roll-forward for each segment, or one for all customers.</returns>
    public static Planned<RollForward[]> Add(AggregatePlan<RevenueColumns> plan, RevenueTimeline timeline, ReportingPeriods periods, SegmentColumn? segments, MetricPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(periods);
        Planned<MovementSums[]> movements = NettingDispatch.Run(timeline, periods, policy, new Movements(plan, segments));
        Planned<ChurnCounts[]>? churn = ChurnCountAggregate.AddWhereNeeded(plan, timeline, periods, segments, policy);
        return new Planned<RollForward[]>(() =>
            [.. movements.Result.Select((sums, segment) => RollForward.FromTotals(periods, policy, timeline.Currency, sums.ToTotals(policy, churn?.Result[segment])))]);
    }

    private sealed class Movements(AggregatePlan<RevenueColumns> plan, SegmentColumn? segments) : INettingAlgorithm<Planned<MovementSums[]>>
    {
        public Planned<MovementSums[]> Run<TInterval, TActiveAtZero>(PeriodIndex index, long window, TInterval interval)
            where TInterval : struct, INettingInterval
            where TActiveAtZero : struct, IActiveAtZeroColumn =>
            TInterval.IsWholePeriod && !TActiveAtZero.Exists
                ? plan.Add(new NetMovementsAggregate(index, window, segments))
                : plan.Add(new MovementsPerInterval<TInterval, TActiveAtZero>(index, window, interval, segments));
    }
}
