using NodaTime;

namespace Retention.Metrics;

/// <content>What became of those who began together.</content>
public sealed partial class OrderBook
{
    /// <summary>Puts customers into cohorts by the period of their first order, and follows them.</summary>
    /// <inheritdoc cref="OrderCohortTable" path="/remarks"/>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="asOf">The instant up to which things are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the table would have more than 16,777,216 cells.</exception>
    public OrderCohortTable Cohorts(ReportingPeriods periods, Instant? asOf = null, int? columns = null, Execution? execution = null) =>
        Columns.Ask(new OrderCohortQuestion(this, periods, segments: null, asOf, columns), execution ?? Execution.Default)[0];

    /// <summary>Does the same for each segment: the cohort of everyone in it is the table's average row.</summary>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="segmentation">The segments.</param>
    /// <param name="asOf">The instant up to which things are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the tables would have more than 16,777,216 cells.</exception>
    public BySegment<OrderCohortTable> Cohorts(ReportingPeriods periods, Segmentation segmentation, Instant? asOf = null, int? columns = null, Execution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(segmentation);
        SegmentColumn segments = segmentation.Over(this);
        return BySegment.Of(segments, Columns.Ask(new OrderCohortQuestion(this, periods, segments, asOf, columns), execution ?? Execution.Default), static (left, right) => left.Merge(right));
    }
}
