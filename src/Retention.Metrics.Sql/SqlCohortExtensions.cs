using NodaTime;

namespace Retention.Metrics.Sql;

/// <summary>The cohorts of revenue or orders in a database.</summary>
public static class SqlCohortExtensions
{
    /// <summary>Computes cohorts of customers by the period of their first payment, where the rows are stored.</summary>
    /// <inheritdoc cref="RevenueCohortTable" path="/remarks"/>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="asOf">The instant up to which changes are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <param name="cancellation">Stops the statements.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the table would have more than 16,777,216 cells.</exception>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    public static Task<RevenueCohortTable> CohortsAsync(this SqlRevenue source, ReportingPeriods periods, Instant? asOf = null, int? columns = null, CancellationToken cancellation = default) =>
        CohortPlans.OfRevenue(source, periods, asOf, columns).RunAsync(source, cancellation);

    /// <summary>Computes cohorts of customers by the period of their first payment, for each segment.</summary>
    /// <inheritdoc cref="CohortsAsync(SqlRevenue, ReportingPeriods, Instant?, int?, CancellationToken)"/>
    public static Task<BySegment<RevenueCohortTable>> CohortsAsync(this SqlSegmented<SqlRevenue> source, ReportingPeriods periods, Instant? asOf = null, int? columns = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return CohortPlans.OfRevenue(source.Source, periods, asOf, columns).RunAsync(source, static (left, right) => left.Merge(right), cancellation);
    }

    /// <summary>Computes cohorts of customers by the period of their first order, where the rows are stored.</summary>
    /// <inheritdoc cref="OrderCohortTable" path="/remarks"/>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="asOf">The instant up to which orders are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <param name="cancellation">Stops the statements.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the table would have more than 16,777,216 cells.</exception>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    public static Task<OrderCohortTable> CohortsAsync(this SqlOrders source, ReportingPeriods periods, Instant? asOf = null, int? columns = null, CancellationToken cancellation = default) =>
        CohortPlans.OfOrders(source, periods, asOf, columns).RunAsync(source, cancellation);

    /// <summary>Computes cohorts of customers by the period of their first order, for each segment.</summary>
    /// <inheritdoc cref="CohortsAsync(SqlOrders, ReportingPeriods, Instant?, int?, CancellationToken)"/>
    public static Task<BySegment<OrderCohortTable>> CohortsAsync(this SqlSegmented<SqlOrders> source, ReportingPeriods periods, Instant? asOf = null, int? columns = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return CohortPlans.OfOrders(source.Source, periods, asOf, columns).RunAsync(source, static (left, right) => left.Merge(right), cancellation);
    }
}
