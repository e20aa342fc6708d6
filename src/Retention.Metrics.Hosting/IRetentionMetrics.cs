namespace Retention.Metrics.Hosting;

/// <summary>The retention metrics of an application: a snapshot that is loaded again from time to time.</summary>
/// <remarks>It is a singleton, and safe to use from any number of threads.</remarks>
public interface IRetentionMetrics
{
    /// <summary>The latest snapshot, or <see langword="null"/> before the first load ended well.</summary>
    RetentionSnapshot? Latest { get; }

    /// <summary>The exception of the latest load, or <see langword="null"/> where it ended well. The snapshot before it stays.</summary>
    Exception? LatestFailure { get; }

    /// <summary>The latest snapshot; waits for the first load.</summary>
    /// <param name="cancellation">Ends the wait, not the load.</param>
    /// <exception cref="InvalidOperationException">The first load failed, and so has every later one; the inner exception says why.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    Task<RetentionSnapshot> GetAsync(CancellationToken cancellation = default);

    /// <summary>Loads the data anew: a load that begins after the call. Calls that wait share one.</summary>
    /// <param name="cancellation">Ends the wait, not the load.</param>
    /// <exception cref="InvalidOperationException">The load failed; the inner exception says why. The snapshot before it stays.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    Task<RetentionSnapshot> RefreshAsync(CancellationToken cancellation = default);
}
