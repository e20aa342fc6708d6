using System.Diagnostics;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Reporting;

namespace Retention.Metrics.Rivals.Measuring;

/// <summary>Lets a rival and ours take turns, so that both meet the same moods of the machine.</summary>
/// <param name="referee">Sees every answer.</param>
/// <param name="alternations">How many turns.</param>
/// <param name="warmUp">How long each runs beforehand, at least; long enough for the runtime to compile a job for good.</param>
internal sealed class Alternation(Referee referee, int alternations, TimeSpan warmUp)
{
    private const double SlowMilliseconds = 5000;

    public Alternated Measure(Assignment assignment, (string Name, IContestant Contestant) rival, (string Name, IContestant Contestant) ours)
    {
        int rivalRuns = WarmUp(assignment, rival), ourRuns = WarmUp(assignment, ours);
        var pairs = new List<TimePair>(alternations);
        TimeSpan? busy = Machine.ProcessorTimeOfAll();
        TimeSpan own = OwnTime(rival.Contestant);
        long start = Stopwatch.GetTimestamp();
        long? rivalAllocated = null, ourAllocated = null;
        double? rivalPeak = null;
        for (int i = 0; i < alternations; i++)
        {
            TimedRun[] theirs = Block(assignment, rival, rivalRuns), mine = Block(assignment, ours, ourRuns);
            pairs.Add(new TimePair(MedianOf(theirs), MedianOf(mine)));
            (rivalAllocated, ourAllocated, rivalPeak) = (theirs[^1].AllocatedBytes, mine[^1].AllocatedBytes, theirs[^1].PeakMegabytes);
        }

        TimeSpan? others = Machine.ProcessorTimeOfAll() - busy - (OwnTime(rival.Contestant) - own);
        return new Alternated(
            pairs, rivalRuns, ourRuns, rivalAllocated, ourAllocated, rivalPeak,
            others is { } time ? Math.Round(Math.Max(0, time / Stopwatch.GetElapsedTime(start)), 2) : null);
    }

    private static double MedianOf(TimedRun[] block) => Math.Round(Median.Of(block.Select(run => run.Milliseconds)), 4);

    private static TimeSpan OwnTime(IContestant rival) => Environment.CpuUsage.TotalTime + rival.ProcessorTimeElsewhere;

    /// <returns>How many runs make a block.</returns>
    private int WarmUp(Assignment assignment, (string Name, IContestant Contestant) one)
    {
        double last = 0;
        long start = Stopwatch.GetTimestamp();
        for (int runs = 0; (runs < 2 && last < SlowMilliseconds) || Stopwatch.GetElapsedTime(start) < warmUp; runs++)
        {
            last = Block(assignment, one, 1)[0].Milliseconds;
        }

        return last switch
        {
            < 20 => 25,
            < 300 => 5,
            < 2000 => 3,
            _ => 1,
        };
    }

    private TimedRun[] Block(Assignment assignment, (string Name, IContestant Contestant) one, int runs)
    {
        // Nobody pays for the garbage of the one before.
        GC.Collect();
        var block = new TimedRun[runs];
        for (int i = 0; i < runs; i++)
        {
            block[i] = one.Contestant.Run();
            referee.Check(one.Name, assignment, block[i].Rows);
        }

        return block;
    }
}

/// <summary>What came of taking turns.</summary>
internal sealed record Alternated(
    IReadOnlyList<TimePair> Pairs, int RivalRuns, int OurRuns, long? RivalAllocated, long? OurAllocated, double? RivalPeak, double? OthersLoad);
