namespace Retention.Metrics;

/// <summary>Rows that are read one after another from a query, a queue or a socket.</summary>
internal static class AsyncRows
{
    /// <summary>Calls an action with each row. A cancellation stops before the next row, even where the source ignores the token.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task ForEachAsync<TRow>(IAsyncEnumerable<TRow> rows, Action<TRow> action, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await foreach (TRow row in rows.WithCancellation(cancellation).ConfigureAwait(false))
        {
            cancellation.ThrowIfCancellationRequested();
            action(row);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Reads all rows.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<List<TRow>> ToListAsync<TRow>(IAsyncEnumerable<TRow> rows, CancellationToken cancellation)
    {
        var all = new List<TRow>();
        await ForEachAsync(rows, all.Add, cancellation).ConfigureAwait(false);
        return all;
    }
}
