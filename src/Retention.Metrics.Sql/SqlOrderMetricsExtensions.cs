using NodaTime;

namespace Retention.Metrics.Sql;

/// <summary>The order metrics of orders in a database.</summary>
public static class SqlOrderMetricsExtensions
{
    /// <summary>Computes the order metrics of each period and of all of them together, where the rows are stored.</summary>
    /// <inheritdoc cref="OrderMetrics" path="/remarks"/>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="cancellation">Stops the statements.</param>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    public static Task<OrderMetrics> MetricsAsync(this SqlOrders source, ReportingPeriods periods, CancellationToken cancellation = default) =>
        OrderPlans.Metrics(source, periods).RunAsync(source, cancellation);

    /// <summary>Computes the order metrics of each period for each segment.</summary>
    /// <inheritdoc cref="MetricsAsync(SqlOrders, ReportingPeriods, CancellationToken)"/>
    public static Task<BySegment<OrderMetrics>> MetricsAsync(this SqlSegmented<SqlOrders> source, ReportingPeriods periods, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return OrderPlans.Metrics(source.Source, periods).RunAsync(source, static (left, right) => left.Merge(right), cancellation);
    }

    /// <summary>Computes the days between consecutive orders of a customer, where the rows are stored.</summary>
    /// <inheritdoc cref="DaysBetweenOrders" path="/remarks"/>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="cancellation">Stops the statements.</param>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    public static Task<DaysBetweenOrders> DaysBetweenOrdersAsync(this SqlOrders source, ReportingPeriods periods, CancellationToken cancellation = default) =>
        OrderPlans.Gaps(source, periods).RunAsync(source, cancellation);

    /// <summary>Computes the days between consecutive orders of a customer for each segment.</summary>
    /// <inheritdoc cref="DaysBetweenOrdersAsync(SqlOrders, ReportingPeriods, CancellationToken)"/>
    public static Task<BySegment<DaysBetweenOrders>> DaysBetweenOrdersAsync(this SqlSegmented<SqlOrders> source, ReportingPeriods periods, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return OrderPlans.Gaps(source.Source, periods).RunAsync(source, static (left, right) => left.Merge(right), cancellation);
    }

    /// <summary>Computes the share of first-time customers who order again within a number of days, where the rows are stored.</summary>
    /// <inheritdoc cref="RepeatWithin" path="/remarks"/>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods, one ratio each.</param>
    /// <param name="days">How many days, 1 to 36,500.</param>
    /// <param name="asOf">The instant up to which orders are known.</param>
    /// <param name="cancellation">Stops the statements.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500.</exception>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    public static Task<RepeatWithin> RepeatWithinAsync(this SqlOrders source, ReportingPeriods periods, int days, Instant asOf, CancellationToken cancellation = default) =>
        OrderPlans.RepeatWithin(source, periods, days, asOf).RunAsync(source, cancellation);

    /// <summary>Computes the share of first-time customers who order again within a number of days, for each segment.</summary>
    /// <inheritdoc cref="RepeatWithinAsync(SqlOrders, ReportingPeriods, int, Instant, CancellationToken)"/>
    public static Task<BySegment<RepeatWithin>> RepeatWithinAsync(this SqlSegmented<SqlOrders> source, ReportingPeriods periods, int days, Instant asOf, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return OrderPlans.RepeatWithin(source.Source, periods, days, asOf).RunAsync(source, static (left, right) => left.Merge(right), cancellation);
    }

    /// <summary>Computes recency, frequency and monetary value of every customer who has ordered by a day, where the rows are stored.</summary>
    /// <inheritdoc cref="RfmTable" path="/remarks"/>
    /// <param name="source">The source.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <param name="end">The last day of observation, inclusive.</param>
    /// <param name="cancellation">Stops the statements.</param>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    public static async Task<RfmTable> RfmAsync(this SqlOrders source, DateTimeZone zone, LocalDate end, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(zone);
        return (await RfmPlan.RunAsync(source, [], zone, end, cancellation).ConfigureAwait(false)).Total;
    }

    /// <summary>Computes recency, frequency and monetary value of every customer who has ordered by a day, for each segment.</summary>
    /// <inheritdoc cref="RfmAsync(SqlOrders, DateTimeZone, LocalDate, CancellationToken)"/>
    public static Task<BySegment<RfmTable>> RfmAsync(this SqlSegmented<SqlOrders> source, DateTimeZone zone, LocalDate end, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(zone);
        return RfmPlan.RunAsync(source.Source, [.. source.Columns], zone, end, cancellation);
    }
}
