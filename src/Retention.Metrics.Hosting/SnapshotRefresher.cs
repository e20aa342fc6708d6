using Microsoft.Extensions.Hosting;

namespace Retention.Metrics.Hosting;

/// <summary>Loads a snapshot when the application starts, and again whenever the time between loads has passed.</summary>
internal sealed class SnapshotRefresher(SnapshotLoader loader, RetentionGauges gauges, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        gauges.Start();
        using var timer = new PeriodicTimer(loader.Options.RefreshEvery, time);
        try
        {
            do
            {
                // A failure is logged and kept by the loader: the next load may end better.
                await ((Task)loader.RefreshAsync(stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stoppingToken.ThrowIfCancellationRequested();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application stops.
        }
    }
}
