using NodaTime;

namespace Retention.Metrics;

/// <summary>Retention by days after the first activity.</summary>
public static class DayRetentionExtensions
{
    /// <summary>Computes the retention of the customers who began in each period, by days after their first activity.</summary>
    /// <inheritdoc cref="Metrics.DayRetention" path="/remarks"/>
    /// <param name="activities">The activities; of some kinds only with <see cref="ActivityTimeline.OfKind"/>.</param>
    /// <param name="periods">The periods of the first activities; local days are those of its zone.</param>
    /// <param name="windows">The windows of days, at least one.</param>
    /// <param name="asOf">The instant up to which activities are known; what happens at it or later is not read.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">No window is given, or there are more than 16,777,216 rates.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="asOf"/> has no local time in the zone.</exception>
    public static DayRetention DayRetention(this ActivityTimeline activities, ReportingPeriods periods, IReadOnlyList<DayWindow> windows, Instant asOf, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(activities);
        return activities.Columns.Run(plan => DayRetentionAggregate.Add(plan, activities, periods, windows, asOf, segments: null), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes the retention of the customers of each segment by days after their first activity; the segments pool to the total.</summary>
    /// <param name="activities">The activities by segment.</param>
    /// <param name="periods">The periods of the first activities; local days are those of its zone.</param>
    /// <param name="windows">The windows of days, at least one.</param>
    /// <param name="asOf">The instant up to which activities are known; what happens at it or later is not read.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">No window is given, or there are more than 16,777,216 rates.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="asOf"/> has no local time in the zone.</exception>
    public static BySegment<DayRetention> DayRetention(
        this Segmented<ActivityTimeline> activities, ReportingPeriods periods, IReadOnlyList<DayWindow> windows, Instant asOf, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(activities);
        return activities.Run(
            activities.Timeline.Columns, plan => DayRetentionAggregate.Add(plan, activities.Timeline, periods, windows, asOf, activities.Segments), execution, static (left, right) => left.Merge(right));
    }
}
