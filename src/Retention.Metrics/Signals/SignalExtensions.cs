using NodaTime;

namespace Retention.Metrics;

/// <summary>Churn by a signal, and the customers at risk by it.</summary>
public static class SignalExtensions
{
    /// <summary>Computes the churn of customers grouped by a signal at the start of each period.</summary>
    /// <inheritdoc cref="Metrics.ChurnBySignal" path="/remarks"/>
    /// <param name="timeline">The timeline; its policy defines active customers.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="groups">How customers are grouped.</param>
    /// <param name="periods">The periods; their zone decides what a day is.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">A function of the caller reads a fact at or after the instant, or returns a number that is not finite.</exception>
    public static ChurnBySignal ChurnBySignal(this RevenueTimeline timeline, Signal signal, SignalGroups groups, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ISignalReader reader = ReaderOf(timeline, signal, groups, periods);
        return new SignalSource(timeline.Layers, reader).Run(plan => Add(plan, timeline, segments: null, signal, reader, groups, periods), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes the churn of each segment by a signal; the segments pool to the total, and quantiles are those of all customers.</summary>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="groups">How customers are grouped: the same groups in every segment.</param>
    /// <param name="periods">The periods; their zone decides what a day is.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">A function of the caller reads a fact at or after the instant, or returns a number that is not finite.</exception>
    public static BySegment<ChurnBySignal> ChurnBySignal(
        this Segmented<RevenueTimeline> timeline, Signal signal, SignalGroups groups, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ISignalReader reader = ReaderOf(timeline.Timeline, signal, groups, periods);
        return timeline.Run(
            new SignalSource(timeline.Timeline.Layers, reader),
            plan => Add(plan, timeline.Timeline, timeline.Segments, signal, reader, groups, periods),
            execution,
            static (left, right) => left.Merge(right));
    }

    /// <summary>Lists the customers at an instant who are in the groups that churned most, the largest expected loss first.</summary>
    /// <inheritdoc cref="AtRiskCustomers" path="/remarks"/>
    /// <param name="timeline">The timeline.</param>
    /// <param name="signal">The signal, the one that the churn was measured by.</param>
    /// <param name="learned">The churn by that signal in periods that ended by the instant.</param>
    /// <param name="at">When; the end of those periods if left out.</param>
    /// <param name="groups">How many groups, those of the highest churn rates first; groups of nobody do not count.</param>
    /// <exception cref="ArgumentException">The signal has another name than the one of <paramref name="learned"/>, or the instant is before the end of its periods.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="groups"/> is not 1 to the number of groups.</exception>
    public static AtRiskCustomers AtRisk(this RevenueTimeline timeline, Signal signal, ChurnBySignal learned, Instant? at = null, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(learned);
        Instant instant = at ?? learned.Periods.End;
        if (signal.Name != learned.Signal)
        {
            throw new ArgumentException(FormattableString.Invariant($"The signal is '{signal.Name}', and the churn was measured by '{learned.Signal}'; they must be the same."), nameof(signal));
        }

        if (instant < learned.Periods.End)
        {
            throw new ArgumentException(FormattableString.Invariant($"The instant {instant} is before the end of the periods {learned.Periods} at {learned.Periods.End}, so later churn would be known; it must not be before."), nameof(at));
        }

        return AtRiskList.Of(timeline, signal, learned, instant, HighestChurn.Of(learned, groups));
    }

    private static ISignalReader ReaderOf(RevenueTimeline timeline, Signal signal, SignalGroups groups, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(periods);
        return signal.Over(timeline, SignalInstants.StartsOf(periods));
    }

    private static Planned<ChurnBySignal[]> Add(
        AggregatePlan<RevenueColumns> plan, RevenueTimeline timeline, SegmentColumn? segments, Signal signal, ISignalReader reader, SignalGroups groups, ReportingPeriods periods)
    {
        Planned<SignalGroupTotals[][][]> totals = plan.Add(new ChurnBySignalAggregate(periods, reader, groups, segments));
        return new Planned<ChurnBySignal[]>(() =>
            [.. totals.Result.Select(one => Metrics.ChurnBySignal.FromTotals(periods, timeline.Policy, timeline.Currency, signal.Name, groups, one))]);
    }
}
