namespace Retention.Metrics.Benchmarks.Growth;

/// <summary>What a job took at a size.</summary>
/// <param name="Job">The job.</param>
/// <param name="Events">How many events or orders it worked on.</param>
/// <param name="Nanoseconds">The median time of a run, for each event.</param>
/// <param name="Allocated">Bytes a run allocated in all, which is more than it held at any one time.</param>
/// <param name="WorksOn">Bytes the job goes over: the columns it reads, or the caller's rows and the columns it makes of them.</param>
/// <param name="Memory">What a job that builds needed.</param>
internal sealed record Measurement(string Job, int Events, double Nanoseconds, long Allocated, long WorksOn, BuildMemory? Memory = null)
{
    /// <summary>The slope of log time against log events from a smaller size to this: 1 is linear, less is better.</summary>
    public double SlopeFrom(Measurement smaller) => 1 + (Math.Log(Nanoseconds / smaller.Nanoseconds) / Math.Log((double)Events / smaller.Events));
}

/// <summary>Bytes that building needed.</summary>
/// <param name="Input">The caller's own rows.</param>
/// <param name="Kept">What was built.</param>
/// <param name="Peak">The most at any one time beside the caller's rows; nothing where it was over before anyone could look.</param>
internal sealed record BuildMemory(long Input, long Kept, Peak? Peak);
