using System.Diagnostics;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Measuring;

/// <summary>A contestant of this process.</summary>
internal sealed class Contestant(Func<IReadOnlyList<ResultRow>> job) : IContestant
{
    public string Version => FormattableString.Invariant($".NET {Environment.Version}");

    public TimeSpan ProcessorTimeElsewhere => TimeSpan.Zero;

    public TimedRun Run()
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<ResultRow> rows = job();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return new TimedRun(time.TotalMilliseconds, rows, GC.GetTotalAllocatedBytes(precise: true) - allocated, PeakMegabytes: null);
    }

    public void Dispose()
    {
    }
}
