namespace Retention.Metrics.Sql;

/// <summary>The roll-forward of revenue in a database.</summary>
public static class SqlRollForwardExtensions
{
    /// <summary>Computes the roll-forward where the rows are stored; it equals that of the timeline read from the same rows.</summary>
    /// <inheritdoc cref="RollForward" path="/remarks"/>
    /// <example><code>
    /// RollForward months = await levels.RollForwardAsync(ReportingCalendar.Months(DateTimeZone.Utc).Year(2026));
    /// </code></example>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">How movements and churn are counted; the default policy if left out.</param>
    /// <param name="cancellation">Stops the statements.</param>
    /// <exception cref="NotSupportedException">The policy counts customers up for renewal, which rows of revenue do not tell.</exception>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    public static Task<RollForward> RollForwardAsync(this SqlRevenue source, ReportingPeriods periods, MetricPolicy? policy = null, CancellationToken cancellation = default) =>
        RollForwardPlans.Of(source, periods, policy).RunAsync(source, cancellation);

    /// <summary>Computes the roll-forward for each segment.</summary>
    /// <inheritdoc cref="RollForwardAsync(SqlRevenue, ReportingPeriods, MetricPolicy?, CancellationToken)"/>
    public static Task<BySegment<RollForward>> RollForwardAsync(this SqlSegmented<SqlRevenue> source, ReportingPeriods periods, MetricPolicy? policy = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return RollForwardPlans.Of(source.Source, periods, policy).RunAsync(source, static (left, right) => left.Merge(right), cancellation);
    }
}
