using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Retention.Metrics.Hosting;

/// <summary>Loads snapshots in a scope of their own, one at a time; a failed load keeps the snapshot before it.</summary>
internal sealed partial class SnapshotLoader(
    IServiceScopeFactory scopes, Func<IServiceProvider, CancellationToken, Task<RetentionData>> load, RetentionMetricsOptions options, TimeProvider time, ILogger<SnapshotLoader> logger)
    : IRetentionMetrics, IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private Task<RetentionSnapshot>? running;
    private Task<RetentionSnapshot>? following;
    private bool isDisposed;

    public RetentionSnapshot? Latest { get; private set; }

    public Exception? LatestFailure { get; private set; }

    /// <summary>The settings.</summary>
    public RetentionMetricsOptions Options => options;

    /// <summary>The time since the latest snapshot was taken.</summary>
    public TimeSpan? Age => Latest is { } latest ? (Now - latest.TakenAt).ToTimeSpan() : null;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    public Task<RetentionSnapshot> GetAsync(CancellationToken cancellation = default)
    {
        lock (gate)
        {
            return Latest is { } latest ? Task.FromResult(latest) : (running ??= Task.Run(LoadAsync, CancellationToken.None)).WaitAsync(cancellation);
        }
    }

    public Task<RetentionSnapshot> RefreshAsync(CancellationToken cancellation = default)
    {
        lock (gate)
        {
            // A load that runs already may have read before what the caller has written: another one follows it, for all who wait for it.
            Task<RetentionSnapshot> one = running is null
                ? running = Task.Run(LoadAsync, CancellationToken.None)
                : following ??= FollowAsync(running);
            return one.WaitAsync(cancellation);
        }
    }

    public void Dispose()
    {
        // Called once for each service that this object is.
        if (!isDisposed)
        {
            isDisposed = true;
            stopping.Cancel();
            stopping.Dispose();
        }
    }

    /// <summary>Loads once the load before it has ended, however it ends.</summary>
    private async Task<RetentionSnapshot> FollowAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<RetentionSnapshot> one;
        lock (gate)
        {
            following = null;
            one = running ??= Task.Run(LoadAsync, CancellationToken.None);
        }

        return await one.ConfigureAwait(false);
    }

    private async Task<RetentionSnapshot> LoadAsync()
    {
        try
        {
            // The instant before the load: what happens during it may be missing.
            Instant takenAt = Now;
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            RetentionData data = await load(scope.ServiceProvider, stopping.Token).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The application loaded null; expected its data.");
            var snapshot = RetentionSnapshot.Create(data, options, takenAt);
            End(snapshot, failure: null);
            Loaded(logger, snapshot);
            return snapshot;
        }
        catch (Exception problem)
        {
            End(snapshot: null, problem);
            Failed(logger, problem, Latest?.TakenAt);
            throw new InvalidOperationException($"The data of the retention metrics was not loaded: {problem.Message}", problem);
        }
    }

    /// <summary>Keeps the result, so that the next call starts another load.</summary>
    private void End(RetentionSnapshot? snapshot, Exception? failure)
    {
        lock (gate)
        {
            Latest = snapshot ?? Latest;
            LatestFailure = failure;
            running = null;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Loaded the data of the retention metrics: {Snapshot}")]
    private static partial void Loaded(ILogger logger, RetentionSnapshot snapshot);

    [LoggerMessage(2, LogLevel.Error, "The data of the retention metrics was not loaded; the snapshot of {Before} stays")]
    private static partial void Failed(ILogger logger, Exception problem, Instant? before);
}
