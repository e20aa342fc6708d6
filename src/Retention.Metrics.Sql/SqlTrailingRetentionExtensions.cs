using NodaTime;

namespace Retention.Metrics.Sql;

/// <summary>The trailing retention of revenue in a database.</summary>
public static class SqlTrailingRetentionExtensions
{
    private const int MostDays = 36_500;

    /// <summary>Computes retention over the twelve months up to the end of each period, where the rows are stored.</summary>
    /// <inheritdoc cref="TrailingRetention" path="/remarks"/>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">How churn is counted; the default policy if left out. Any other counting takes a statement for each window.</param>
    /// <param name="cancellation">Stops the statements.</param>
    /// <exception cref="NotSupportedException">The policy counts customers up for renewal, or the windows do not start one after another.</exception>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    public static Task<TrailingRetention> TrailingYearAsync(this SqlRevenue source, ReportingPeriods periods, MetricPolicy? policy = null, CancellationToken cancellation = default) =>
        TrailingPlans.Of(source, periods, Period.FromYears(1), policy).RunAsync(source, cancellation);

    /// <summary>Computes retention over the twelve months up to the end of each period, for each segment.</summary>
    /// <inheritdoc cref="TrailingYearAsync(SqlRevenue, ReportingPeriods, MetricPolicy?, CancellationToken)"/>
    public static Task<BySegment<TrailingRetention>> TrailingYearAsync(this SqlSegmented<SqlRevenue> source, ReportingPeriods periods, MetricPolicy? policy = null, CancellationToken cancellation = default) =>
        BySegmentAsync(source, periods, Period.FromYears(1), policy, cancellation);

    /// <summary>Computes retention over a number of local days up to the end of each period, where the rows are stored.</summary>
    /// <inheritdoc cref="TrailingYearAsync(SqlRevenue, ReportingPeriods, MetricPolicy?, CancellationToken)"/>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="days">The number of days, 1 to 36,500.</param>
    /// <param name="policy">How churn is counted; the default policy if left out. Any other counting takes a statement for each window.</param>
    /// <param name="cancellation">Stops the statements.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500.</exception>
    public static Task<TrailingRetention> TrailingDaysAsync(this SqlRevenue source, ReportingPeriods periods, int days, MetricPolicy? policy = null, CancellationToken cancellation = default) =>
        TrailingPlans.Of(source, periods, DaysOf(days), policy).RunAsync(source, cancellation);

    /// <summary>Computes retention over a number of local days up to the end of each period, for each segment.</summary>
    /// <inheritdoc cref="TrailingDaysAsync(SqlRevenue, ReportingPeriods, int, MetricPolicy?, CancellationToken)"/>
    public static Task<BySegment<TrailingRetention>> TrailingDaysAsync(this SqlSegmented<SqlRevenue> source, ReportingPeriods periods, int days, MetricPolicy? policy = null, CancellationToken cancellation = default) =>
        BySegmentAsync(source, periods, DaysOf(days), policy, cancellation);

    private static Task<BySegment<TrailingRetention>> BySegmentAsync(SqlSegmented<SqlRevenue> source, ReportingPeriods periods, Period window, MetricPolicy? policy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        return TrailingPlans.Of(source.Source, periods, window, policy).RunAsync(source, static (left, right) => left.Merge(right), cancellation);
    }

    private static Period DaysOf(int days) => days is >= 1 and <= MostDays
        ? Period.FromDays(days)
        : throw new ArgumentOutOfRangeException(nameof(days), days, "The number of days must be between 1 and 36,500.");
}
