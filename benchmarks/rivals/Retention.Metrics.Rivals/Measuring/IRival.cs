using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Measuring;

/// <summary>Someone who can do the jobs.</summary>
internal interface IRival
{
    string Name { get; }

    /// <summary>Loads what the mode wants loaded.</summary>
    IContestant Prepare(Assignment assignment);
}

/// <summary>A rival with its data loaded, ready to do one job again and again.</summary>
internal interface IContestant : IDisposable
{
    /// <summary>The version of what does the job.</summary>
    string Version { get; }

    /// <summary>Processor time it has spent in a process of its own; none if it runs in this one.</summary>
    TimeSpan ProcessorTimeElsewhere { get; }

    TimedRun Run();
}

/// <summary>A run of a job: how long it took, what it answered, what it took in memory, as far as its process can tell.</summary>
/// <param name="Milliseconds">Its time, without loading.</param>
/// <param name="Rows">Its answer.</param>
/// <param name="AllocatedBytes">Bytes allocated on the managed heap.</param>
/// <param name="PeakMegabytes">The most memory its process held while the job ran, loaded data included; only of a process of its own.</param>
internal sealed record TimedRun(double Milliseconds, IReadOnlyList<ResultRow> Rows, long? AllocatedBytes, double? PeakMegabytes);
