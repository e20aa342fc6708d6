using System.Diagnostics;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Measuring;

/// <summary>A contestant of this process.</summary>
/// <param name="job">Does the job.</param>
/// <param name="clock">Tells the time by which it is measured; that of the wall without one.</param>
internal sealed class Contestant(Func<IReadOnlyList<ResultRow>> job, Func<TimeSpan>? clock = null) : IContestant
{
    public string Version => FormattableString.Invariant($".NET {Environment.Version}");

    public TimeSpan ProcessorTimeElsewhere => TimeSpan.Zero;

    public TimedRun Run()
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan start = Now();
        IReadOnlyList<ResultRow> rows = job();
        TimeSpan time = Now() - start;
        return new TimedRun(time.TotalMilliseconds, rows, GC.GetTotalAllocatedBytes(precise: true) - allocated, PeakMegabytes: null);
    }

    public void Dispose()
    {
    }

    private TimeSpan Now() => clock?.Invoke() ?? Stopwatch.GetElapsedTime(0);
}
