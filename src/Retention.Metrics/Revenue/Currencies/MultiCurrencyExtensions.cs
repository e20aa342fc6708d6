namespace Retention.Metrics;

/// <summary>Revenue in several currencies by segment.</summary>
public static class MultiCurrencyExtensions
{
    /// <summary>Divides the customers of a timeline of several currencies into segments; every answer about the result is given for each segment.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="segmentation">The segments.</param>
    public static Segmented<MultiCurrencyTimeline> By(this MultiCurrencyTimeline timeline, Segmentation segmentation)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(segmentation);
        return new Segmented<MultiCurrencyTimeline>(timeline, segmentation, segmentation.Over(timeline, timeline.CustomerCount, timeline.CustomerAt));
    }

    /// <summary>Sums up the MRR movements of each period for each segment, at the rates of the period's ends; the segments pool to the total.</summary>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="currency">The currency of all figures.</param>
    /// <param name="rates">Where rates come from; asked once for each currency and bound.</param>
    /// <param name="policy">How movements are netted and churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentException">A rate is not above 0, or the policy needs a timeline of its own.</exception>
    /// <exception cref="OverflowException">A customer's revenue does not fit into 64 bits of annual millionths at the rates.</exception>
    public static BySegment<RollForward> RollForward(
        this Segmented<MultiCurrencyTimeline> timeline, ReportingPeriods periods, Currency currency, IExchangeRates rates, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.Answer(timeline.Timeline.RollForwards(periods, currency, rates, timeline, policy, execution), static (one, other) => one.Merge(other));
    }

    /// <summary>Computes retention over the twelve months up to the end of each period for each segment, at the rates of the start of each window.</summary>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="periods">The periods; each window ends at the end of one.</param>
    /// <param name="currency">The currency of all figures.</param>
    /// <param name="rates">Where rates come from.</param>
    /// <param name="policy">How churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentException">A rate is not above 0, or the policy needs a timeline of its own.</exception>
    public static BySegment<TrailingRetention> TrailingYear(
        this Segmented<MultiCurrencyTimeline> timeline, ReportingPeriods periods, Currency currency, IExchangeRates rates, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.Answer(timeline.Timeline.Trailing(periods, TrailingWindow.Year, currency, rates, timeline, policy, execution), static (one, other) => one.Merge(other));
    }

    /// <summary>Computes retention over a number of local days up to the end of each period for each segment, at the rates of the start of each window.</summary>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="periods">The periods; each window ends at the end of one.</param>
    /// <param name="days">The number of days, 1 to 36,500.</param>
    /// <param name="currency">The currency of all figures.</param>
    /// <param name="rates">Where rates come from.</param>
    /// <param name="policy">How churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500.</exception>
    /// <exception cref="ArgumentException">A rate is not above 0, or the policy needs a timeline of its own.</exception>
    public static BySegment<TrailingRetention> TrailingDays(
        this Segmented<MultiCurrencyTimeline> timeline, ReportingPeriods periods, int days, Currency currency, IExchangeRates rates, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.Answer(timeline.Timeline.Trailing(periods, TrailingWindow.OfDays(days), currency, rates, timeline, policy, execution), static (one, other) => one.Merge(other));
    }
}
