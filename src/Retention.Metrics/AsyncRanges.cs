namespace Retention.Metrics;

/// <summary>Remembers whether every range of rows was added to its end: of a part of the rows nothing is built.</summary>
internal sealed class AsyncRanges
{
    private bool isComplete = true;

    /// <summary>Adds a range. Until its last row is added, and for ever where that fails, the rows are incomplete.</summary>
    public async Task AddAsync<TRow>(IAsyncEnumerable<TRow> rows, Action<TRow> add, CancellationToken cancellation)
    {
        bool before = isComplete;
        isComplete = false;
        await AsyncRows.ForEachAsync(rows, add, cancellation).ConfigureAwait(false);
        isComplete = before;
    }

    /// <summary>Refuses to build of a part of the rows.</summary>
    public void RequireComplete()
    {
        if (!isComplete)
        {
            throw new InvalidOperationException("A range of rows was not added to its end, so that some rows are missing; start again with another builder.");
        }
    }
}
