namespace Retention.Metrics.Sql;

/// <summary>Timelines of rows in a database: the fast way while the rows fit into memory, and the one for every answer and policy.</summary>
public static class SqlReadExtensions
{
    /// <summary>Reads a timeline: rows are streamed into its columns, without an object for each.</summary>
    /// <remarks>
    /// <para><b>Cost:</b> 24 bytes a row while rows are read, 48 at the peak, 16 for each change afterwards. Integer and UUID keys are read as such, others as texts.</para>
    /// <para>Progress is reported where the source is checked, as the check counts the rows.</para>
    /// </remarks>
    /// <example><code>
    /// RevenueTimeline timeline = await levels.ReadTimelineAsync();
    /// RollForward answer = timeline.RollForward(periods);
    /// </code></example>
    /// <param name="source">The source.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    /// <exception cref="OverflowException">A customer's total does not fit into 64 bits of annual millionths.</exception>
    public static Task<RevenueTimeline> ReadTimelineAsync(this SqlRevenue source, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return TimelineReader.ReadAsync(source, execution ?? ExecutionOptions.Default);
    }

    /// <summary>Reads a timeline of orders: rows are streamed into its columns, without an object for each.</summary>
    /// <inheritdoc cref="ReadTimelineAsync" path="/remarks"/>
    /// <param name="source">The source.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="InvalidSourceException">The check of the source has findings.</exception>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    public static Task<OrderTimeline> ReadOrdersAsync(this SqlOrders source, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return TimelineReader.ReadAsync(source, execution ?? ExecutionOptions.Default);
    }

    /// <summary>Reads a history of events: rows are streamed into its columns, and checked together.</summary>
    /// <remarks>
    /// <b>Cost:</b> 16 bytes an event while events are read, 33 more while they are checked, of which 17 stay; ids of events 4 each. Integer and UUID keys are read as such, others as texts.
    /// </remarks>
    /// <param name="source">The source.</param>
    /// <param name="cancellation">Stops the statement.</param>
    /// <exception cref="FormatException">A row lacks a value that its kind needs, or has an unknown kind; the message names the row.</exception>
    /// <exception cref="InvalidHistoryException">The events cannot all be true; the exception lists every finding.</exception>
    /// <exception cref="SqlQueryException">The statement fails.</exception>
    public static Task<SubscriptionHistory> ReadHistoryAsync(this SqlEvents source, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return EventReader.ReadAsync(source, cancellation);
    }
}
