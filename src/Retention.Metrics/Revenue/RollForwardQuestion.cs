namespace Retention.Metrics;

/// <summary>Adds up the movements of customers, for each segment or for all.</summary>
internal interface IMovementGatherer : IGatherer<RevenueColumns>
{
    /// <summary>What was added up, when no more is to come.</summary>
    RollForwardSums[] Sums();
}

/// <summary>What happened in each period, to the customers of each segment or to all.</summary>
internal sealed class RollForwardQuestion : IQuestion<RevenueColumns, RollForward[]>
{
    private readonly RevenueTimeline timeline;
    private readonly ReportingPeriods periods;
    private readonly MetricPolicy policy;
    private readonly Func<IMovementGatherer> newMovements;

    // Counted otherwise than by who is there at both ends, churn needs a look at everything in between.
    private readonly ChurnQuestion? churn;

    public RollForwardQuestion(RevenueTimeline timeline, ReportingPeriods periods, SegmentColumn? segments, MetricPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(periods);
        (this.timeline, this.periods, this.policy) = (timeline, periods, policy);
        newMovements = RollForwardRun.With(timeline, periods, policy, new Movements(segments));
        churn = policy.CountsChurnAtPeriodEnds ? null : new ChurnQuestion(timeline, periods, segments, policy);
    }

    public IGatherer<RevenueColumns> NewGatherer() => churn is null ? newMovements() : new GathererList<RevenueColumns>(newMovements(), churn.NewGatherer());

    public RollForward[] Answer(IReadOnlyList<IGatherer<RevenueColumns>> gatherers)
    {
        IReadOnlyList<IGatherer<RevenueColumns>> movements = churn is null ? gatherers : GathererList<RevenueColumns>.At(gatherers, 0);
        ChurnCounts[]? counts = churn?.Answer(GathererList<RevenueColumns>.At(gatherers, 1));
        RollForwardSums[][] parts = [.. movements.Select(one => ((IMovementGatherer)one).Sums())];
        for (int part = 1; part < parts.Length; part++)
        {
            for (int segment = 0; segment < parts[0].Length; segment++)
            {
                parts[0][segment].Add(parts[part][segment]);
            }
        }

        return [.. parts[0].Select((sums, segment) => new RollForward(periods, policy, timeline.Currency, sums, counts?[segment]))];
    }

    private sealed class Movements(SegmentColumn? segments) : IRollForwardWork<Func<IMovementGatherer>>
    {
        public Func<IMovementGatherer> Over<TStretch, TIdle>(PeriodIndex index, long window, TStretch stretch)
            where TStretch : struct, INettingStretch
            where TIdle : struct, IIdleColumn =>
            TStretch.IsWholePeriod && !TIdle.Exists
                ? () => new NettedMovements(index, window, segments)
                : () => new StretchedMovements<TStretch, TIdle>(index, window, stretch, segments);
    }
}
