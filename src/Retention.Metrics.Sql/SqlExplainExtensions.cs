namespace Retention.Metrics.Sql;

/// <summary>The customers behind a figure of revenue in a database.</summary>
public static class SqlExplainExtensions
{
    private const int MostRows = 10_000;

    /// <summary>Names the customers behind a figure of one period, page by page; over all pages they add up to it.</summary>
    /// <remarks>
    /// <para>Movements are netted, and lost customers and those at risk counted, as the policy says. <see cref="MrrContribution.At"/> is the last change of the netting interval, for a
    /// figure in customers that of the period, and <see langword="null"/> for a balance and for customers lost or at risk.</para>
    /// <para><b>Cost:</b> each page computes the levels of all customers. A page is stable while the rows are: read several pages in one transaction.</para>
    /// </remarks>
    /// <example><code>
    /// foreach (MrrContribution lost in await levels.ExplainAsync(RevenueFigure.ChurnMrr, months, 2, count: 100))
    /// {
    ///     Console.WriteLine($"{lost.Customer} paid {lost.Before.Monthly}");
    /// }
    /// </code></example>
    /// <param name="source">The source.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="periods">The periods of the roll-forward.</param>
    /// <param name="period">The index of the period.</param>
    /// <param name="policy">The policy; the default policy if left out.</param>
    /// <param name="count">The most customers, or movements, of a page, 1 to 10,000.</param>
    /// <param name="offset">How many are on the pages before.</param>
    /// <param name="cancellation">Stops the statement.</param>
    /// <returns>The contributions of the page, ordered by key, movements of one customer by time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such figure or period, or the page is out of range.</exception>
    /// <exception cref="NotSupportedException">The policy counts customers up for renewal.</exception>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">The statement fails.</exception>
    public static Task<IReadOnlyList<MrrContribution>> ExplainAsync(
        this SqlRevenue source, RevenueFigure figure, ReportingPeriods periods, int period, MetricPolicy? policy = null, int count = 100, long offset = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(periods);
        if (!Enum.IsDefined(figure))
        {
            throw new ArgumentOutOfRangeException(nameof(figure), figure, $"One of {string.Join(", ", Enum.GetNames<RevenueFigure>())}.");
        }

        if (count is < 1 or > MostRows)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, "The number of customers of a page must be between 1 and 10,000.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return ExplainPlan.RunAsync(source, figure, periods, period, policy, count, offset, cancellation);
    }
}
