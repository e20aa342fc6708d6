using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Tests;

public sealed class AlternationTests
{
    private static readonly Assignment Assignment = new(new DataSet(".", "1k"), Job.J3, Mode.Mem, 1);

    [Fact]
    public void Measure_TakesTurns_AndGivesTheMediansOfEach()
    {
        var order = new List<string>();
        Alternated turns = new Alternation(new Referee(), alternations: 3, TimeSpan.Zero).Measure(Assignment, ("slow", new Fake("slow", 18000, 7, order)), ("fast", new Fake("fast", 6000, 7, order)));

        Assert.Equal([new(18000, 6000), new(18000, 6000), new(18000, 6000)], turns.Pairs);
        Assert.Equal((1, 1), (turns.RivalRuns, turns.OurRuns));
        // One run of each to warm up, for both are slow.
        Assert.Equal(["slow", "fast", "slow", "fast", "slow", "fast", "slow", "fast"], order);
    }

    [Fact]
    public void Measure_OfAnAnswerThatDiffers_SaysWhose()
    {
        var referee = new Referee();
        new Alternation(referee, alternations: 1, TimeSpan.Zero).Measure(Assignment, ("slow", new Fake("slow", 9000, 7, [])), ("fast", new Fake("fast", 9000, 8, [])));

        Assert.Equal(["1k J3 mem, 1 thread: fast differs from slow: row 0 is [8; ], not [7; ]"], referee.Differences);
    }

    /// <summary>Says it took so long.</summary>
    private sealed class Fake(string name, double milliseconds, long answer, List<string> order) : IContestant
    {
        public string Version => "1";

        public TimeSpan ProcessorTimeElsewhere => TimeSpan.Zero;

        public TimedRun Run()
        {
            order.Add(name);
            return new TimedRun(milliseconds, [new ResultRow([answer])], AllocatedBytes: null, PeakMegabytes: null);
        }

        public void Dispose()
        {
        }
    }
}
