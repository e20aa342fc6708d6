using NodaTime;

namespace Retention.Metrics;

/// <summary>The cohorts of a timeline.</summary>
public static class CohortExtensions
{
    /// <summary>Computes cohorts of customers by the period of their first payment.</summary>
    /// <inheritdoc cref="RevenueCohortTable" path="/remarks"/>
    /// <param name="timeline">The timeline.</param>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="asOf">The instant up to which changes are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the table would have more than 16,777,216 cells.</exception>
    public static RevenueCohortTable Cohorts(this RevenueTimeline timeline, ReportingPeriods periods, Instant? asOf = null, int? columns = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.Layers.Run(plan => CohortPlan.Add(plan, timeline, periods, segments: null, asOf, columns), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes cohorts for each segment: the cohort of everyone in it is the table's average row.</summary>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="asOf">The instant up to which changes are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the tables would have more than 16,777,216 cells.</exception>
    public static BySegment<RevenueCohortTable> Cohorts(this Segmented<RevenueTimeline> timeline, ReportingPeriods periods, Instant? asOf = null, int? columns = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.Run(timeline.Timeline.Layers, plan => CohortPlan.Add(plan, timeline.Timeline, periods, timeline.Segments, asOf, columns), execution, static (left, right) => left.Merge(right));
    }

    /// <summary>Computes cohorts of customers by the period of their first order.</summary>
    /// <inheritdoc cref="OrderCohortTable" path="/remarks"/>
    /// <param name="orders">The orders.</param>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="asOf">The instant up to which orders are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the table would have more than 16,777,216 cells.</exception>
    public static OrderCohortTable Cohorts(this OrderTimeline orders, ReportingPeriods periods, Instant? asOf = null, int? columns = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Columns.Run(plan => CohortPlan.Add(plan, orders, periods, segments: null, asOf, columns), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes cohorts for each segment: the cohort of everyone in it is the table's average row.</summary>
    /// <param name="orders">The orders by segment.</param>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="asOf">The instant up to which orders are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the tables would have more than 16,777,216 cells.</exception>
    public static BySegment<OrderCohortTable> Cohorts(this Segmented<OrderTimeline> orders, ReportingPeriods periods, Instant? asOf = null, int? columns = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Run(orders.Timeline.Columns, plan => CohortPlan.Add(plan, orders.Timeline, periods, orders.Segments, asOf, columns), execution, static (left, right) => left.Merge(right));
    }

    /// <summary>Computes cohorts of customers by the period of their first activity.</summary>
    /// <inheritdoc cref="ActivityCohortTable" path="/remarks"/>
    /// <param name="activities">The activities; of some kinds only with <see cref="ActivityTimeline.OfKind"/>.</param>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="asOf">The instant up to which activities are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the table would have more than 16,777,216 cells.</exception>
    public static ActivityCohortTable Cohorts(this ActivityTimeline activities, ReportingPeriods periods, Instant? asOf = null, int? columns = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(activities);
        return activities.Columns.Run(plan => CohortPlan.Add(plan, periods, segments: null, asOf, columns), execution ?? ExecutionOptions.Default)[0];
    }

    /// <summary>Computes cohorts for each segment: the cohort of everyone in it is the table's average row.</summary>
    /// <param name="activities">The activities by segment.</param>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="asOf">The instant up to which activities are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the tables would have more than 16,777,216 cells.</exception>
    public static BySegment<ActivityCohortTable> Cohorts(this Segmented<ActivityTimeline> activities, ReportingPeriods periods, Instant? asOf = null, int? columns = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(activities);
        return activities.Run(activities.Timeline.Columns, plan => CohortPlan.Add(plan, periods, activities.Segments, asOf, columns), execution, static (left, right) => left.Merge(right));
    }
}
