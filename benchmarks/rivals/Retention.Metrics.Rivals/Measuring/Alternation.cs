using System.Diagnostics;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Reporting;

namespace Retention.Metrics.Rivals.Measuring;

/// <summary>Lets a rival and ours take turns, so that both meet the same moods of the machine.</summary>
internal sealed class Alternation(Referee referee, int alternations)
{
    private const double WarmUpMilliseconds = 1000, SlowMilliseconds = 5000;
    private const int MostWarmUps = 30;

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
            pairs.Add(new TimePair(Median.Of(theirs.Select(run => run.Milliseconds)), Median.Of(mine.Select(run => run.Milliseconds))));
            (rivalAllocated, ourAllocated, rivalPeak) = (theirs[^1].AllocatedBytes, mine[^1].AllocatedBytes, theirs[^1].PeakMegabytes);
        }

        TimeSpan? others = Machine.ProcessorTimeOfAll() - busy - (OwnTime(rival.Contestant) - own);
        return new Alternated(
            pairs, rivalRuns, ourRuns, rivalAllocated, ourAllocated, rivalPeak,
            others is { } time ? Math.Max(0, time / Stopwatch.GetElapsedTime(start)) : null);
    }

    private static TimeSpan OwnTime(IContestant rival) => Environment.CpuUsage.TotalTime + rival.ProcessorTimeElsewhere;

    /// <returns>How many runs make a block.</returns>
    private int WarmUp(Assignment assignment, (string Name, IContestant Contestant) one)
    {
        double last = 0, total = 0;
        for (int runs = 0; (runs < 2 && last < SlowMilliseconds) || (total < WarmUpMilliseconds && runs < MostWarmUps); runs++)
        {
            last = Block(assignment, one, 1)[0].Milliseconds;
            total += last;
        }

        return last < 300 ? 5 : last < 2000 ? 3 : 1;
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
