using NodaTime;

namespace Retention.Metrics;

/// <summary>The trailing retention of a timeline.</summary>
public static class TrailingRetentionExtensions
{
    /// <summary>Computes retention over the twelve months up to the end of each period.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">How churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The policy contradicts itself, or sees another revenue than the one the timeline was built under.</exception>
    public static TrailingRetention TrailingYear(this RevenueTimeline timeline, ReportingPeriods periods, MetricPolicy? policy = null, ExecutionOptions? execution = null) =>
        Trailing(timeline, periods, TrailingWindow.Year, policy, execution);

    /// <summary>Computes retention over the twelve months up to the end of each period, for each segment.</summary>
    /// <inheritdoc cref="TrailingYear(RevenueTimeline, ReportingPeriods, MetricPolicy?, ExecutionOptions?)"/>
    public static BySegment<TrailingRetention> TrailingYear(this Segmented<RevenueTimeline> timeline, ReportingPeriods periods, MetricPolicy? policy = null, ExecutionOptions? execution = null) =>
        Trailing(timeline, periods, TrailingWindow.Year, policy, execution);

    /// <summary>Computes retention over a number of local days up to the end of each period: 30 for a rolling month.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="periods">The periods; with days, a rolling rate for every day.</param>
    /// <param name="days">The number of days, 1 to 36,500.</param>
    /// <param name="policy">How churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500.</exception>
    /// <exception cref="ArgumentException">The policy contradicts itself, or sees another revenue than the one the timeline was built under.</exception>
    public static TrailingRetention TrailingDays(this RevenueTimeline timeline, ReportingPeriods periods, int days, MetricPolicy? policy = null, ExecutionOptions? execution = null) =>
        Trailing(timeline, periods, TrailingWindow.OfDays(days), policy, execution);

    /// <summary>Computes retention over a number of local days up to the end of each period, for each segment.</summary>
    /// <inheritdoc cref="TrailingDays(RevenueTimeline, ReportingPeriods, int, MetricPolicy?, ExecutionOptions?)"/>
    public static BySegment<TrailingRetention> TrailingDays(this Segmented<RevenueTimeline> timeline, ReportingPeriods periods, int days, MetricPolicy? policy = null, ExecutionOptions? execution = null) =>
        Trailing(timeline, periods, TrailingWindow.OfDays(days), policy, execution);

    private static TrailingRetention Trailing(RevenueTimeline timeline, ReportingPeriods periods, Period window, MetricPolicy? policy, ExecutionOptions? execution)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.Layers.Run(plan => TrailingPlan.Add(plan, timeline, periods, window, segments: null, timeline.PolicyToRead(policy)), execution ?? ExecutionOptions.Default)[0];
    }

    private static BySegment<TrailingRetention> Trailing(Segmented<RevenueTimeline> timeline, ReportingPeriods periods, Period window, MetricPolicy? policy, ExecutionOptions? execution)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        MetricPolicy read = timeline.Timeline.PolicyToRead(policy);
        return timeline.Run(timeline.Timeline.Layers, plan => TrailingPlan.Add(plan, timeline.Timeline, periods, window, timeline.Segments, read), execution, static (left, right) => left.Merge(right));
    }
}
