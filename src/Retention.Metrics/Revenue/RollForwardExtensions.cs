namespace Retention.Metrics;

/// <summary>The MRR roll-forward of a timeline.</summary>
public static class RollForwardExtensions
{
    /// <summary>Computes the MRR movements of each period.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">How movements are netted and churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The policy contradicts itself, or sees another revenue than the one the timeline was built under.</exception>
    public static RollForward RollForward(this RevenueTimeline timeline, ReportingPeriods periods, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.Layers.Run(plan => RollForwardPlan.Add(plan, timeline, periods, segments: null, timeline.PolicyToRead(policy)), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes the MRR movements of each period, for each segment; the segments pool to the total.</summary>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">How movements are netted and churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The policy contradicts itself, or sees another revenue than the one the timeline was built under.</exception>
    public static BySegment<RollForward> RollForward(this Segmented<RevenueTimeline> timeline, ReportingPeriods periods, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        MetricPolicy read = timeline.Timeline.PolicyToRead(policy);
        return timeline.Run(timeline.Timeline.Layers, plan => RollForwardPlan.Add(plan, timeline.Timeline, periods, timeline.Segments, read), execution, static (left, right) => left.Merge(right));
    }
}
