using NodaTime;

namespace Retention.Metrics;

/// <summary>What is agreed and not yet in effect.</summary>
public static class CommittedRevenueExtensions
{
    /// <summary>Computes what was agreed by the end of each period: committed and at-risk MRR.</summary>
    /// <inheritdoc cref="Metrics.CommittedRevenue" path="/remarks"/>
    /// <param name="history">The history, in one currency.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">What revenue is; the default policy if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentException">The history holds several currencies, or the policy contradicts itself.</exception>
    public static CommittedRevenue CommittedRevenue(this SubscriptionHistory history, ReportingPeriods periods, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Run(history, periods, segments: null, policy, execution)[0];
    }

    /// <summary>Computes what was agreed by the end of each period, for each segment; the segments pool to the total.</summary>
    /// <inheritdoc cref="Metrics.CommittedRevenue" path="/remarks"/>
    /// <param name="history">The history, in one currency.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="segmentation">The segments.</param>
    /// <param name="policy">What revenue is; the default policy if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentException">The history holds several currencies, or the policy contradicts itself.</exception>
    public static BySegment<CommittedRevenue> CommittedRevenue(
        this SubscriptionHistory history, ReportingPeriods periods, Segmentation segmentation, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(segmentation);
        SegmentColumn segments = segmentation.Over(history.Lifecycles);
        return SegmentAnswers.Of(segments, Run(history, periods, segments, policy, execution), static (left, right) => left.Merge(right));
    }

    /// <summary>Computes the roll-forward of the periods after an instant from what is already scheduled at it.</summary>
    /// <inheritdoc cref="UpcomingRevenue" path="/remarks"/>
    /// <param name="history">The history, in one currency.</param>
    /// <param name="asOf">The instant of what is known.</param>
    /// <param name="periods">The periods, of which those after the instant are answered; of the one that holds it, the rest.</param>
    /// <param name="policy">What revenue is and how movements are netted; the default policy if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentException">All periods end at the instant or before, the history holds several currencies, or the policy contradicts itself.</exception>
    public static UpcomingRevenue Upcoming(this SubscriptionHistory history, Instant asOf, ReportingPeriods periods, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(periods);
        execution ??= ExecutionOptions.Default;
        ReportingPeriods upcoming = periods.AsOf(asOf).Upcoming
            ?? throw new ArgumentException(FormattableString.Invariant($"The periods {periods} end at {periods.End}; expected periods that end after {asOf}."), nameof(periods));
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> known = history.AsKnownByEndOf(asOf, execution.Stage(0, 0.5));
        var timeline = RevenueTimeline.FromHistory(known.History, policy, execution.Stage(0.5, 0.8));
        return new UpcomingRevenue(asOf, timeline.RollForward(upcoming, policy, execution.Stage(0.8, 1)), LeftOut(known.Findings));
    }

    /// <summary>The committed revenue of a history beside its roll-forward: without another scan where nothing was ever known ahead.</summary>
    /// <param name="history">The history, in one currency.</param>
    /// <param name="rollForward">The roll-forward of the same history and policy.</param>
    /// <param name="policy">What revenue is.</param>
    internal static CommittedRevenue CommittedRevenue(this SubscriptionHistory history, RollForward rollForward, MetricPolicy policy) =>
        CommittedScan.KnowsNothingAhead(history, policy)
            ? Metrics.CommittedRevenue.FromTotals(
                rollForward.Periods,
                policy,
                HistoryRevenue.OneCurrency(history) ?? Currency.None,
                [.. rollForward.Select(row => new CommittedTotals { KnownMrr = row.ClosingMrr.AnnualMillionths, CommittedMrr = row.ClosingMrr.AnnualMillionths })])
            : history.CommittedRevenue(rollForward.Periods, policy);

    private static int LeftOut(IReadOnlyList<SubscriptionFinding> findings) =>
        findings.SelectMany(finding => finding.Events).Select(one => one.Subscription).Distinct().Count();

    private static CommittedRevenue[] Run(SubscriptionHistory history, ReportingPeriods periods, SegmentColumn? segments, MetricPolicy? policy, ExecutionOptions? execution)
    {
        ArgumentNullException.ThrowIfNull(periods);
        policy = (policy ?? MetricPolicy.Default).RequireConsistent();
        Currency currency = HistoryRevenue.OneCurrency(history) ?? Currency.None;
        CommittedTotals[][] totals = CommittedScan.Run(history, currency, periods, policy, segments, execution ?? ExecutionOptions.Default);
        return Array.ConvertAll(totals, own => Metrics.CommittedRevenue.FromTotals(periods, policy, currency, own));
    }
}
