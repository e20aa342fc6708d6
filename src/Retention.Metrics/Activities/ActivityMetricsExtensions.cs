namespace Retention.Metrics;

/// <summary>The activity metrics of a timeline of activities.</summary>
public static class ActivityMetricsExtensions
{
    /// <summary>Computes the activity metrics of each period.</summary>
    /// <inheritdoc cref="ActivityMetrics" path="/remarks"/>
    /// <param name="activities">The activities; of some kinds only with <see cref="ActivityTimeline.OfKind"/>.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    public static ActivityMetrics Metrics(this ActivityTimeline activities, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(activities);
        return activities.Columns.Run(plan => ActivitySumsAggregate.Add(plan, activities, periods, segments: null), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes the activity metrics of each period for each segment; the segments pool to the total.</summary>
    /// <param name="activities">The activities by segment.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    public static BySegment<ActivityMetrics> Metrics(this Segmented<ActivityTimeline> activities, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(activities);
        return activities.Run(
            activities.Timeline.Columns, plan => ActivitySumsAggregate.Add(plan, activities.Timeline, periods, activities.Segments), execution, static (left, right) => left.Merge(right));
    }
}
