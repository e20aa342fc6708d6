using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;
using Retention.Metrics.Rivals.Reporting;

namespace Retention.Metrics.Rivals.Tests;

public sealed class ReportTests
{
    private static readonly SittingLine Sitting = new("2026-11-22T12:00:00Z", "AMD EPYC", 2, 23.5, "Debian 12", ".NET 10.0.12", "abc1234", ["pandas (python3 has no pandas)"]);

    [Fact]
    public void Report_GivesTheMedianOfTheTurnsRatios_WithTheirSpread()
    {
        // Ratios 40, 50 and 30; the medians of the times would give 45.
        string report = ReportOf(Pair(RivalNames.DuckDb, [new(4000, 100), new(4500, 90), new(6000, 200)]));

        Assert.Contains("| J1 | 2 | DuckDB ÷ ours | 40.0 | 30.0–50.0 | ≥ 40 | yes | 4500 | 100 |", report, StringComparison.Ordinal);
        Assert.Contains("## 10m, mem: ", report, StringComparison.Ordinal);
        Assert.Contains("AMD EPYC, 2 cores, 24 GB; Debian 12; .NET 10.0.12; commit abc1234.", report, StringComparison.Ordinal);
        Assert.Contains("Rivals: DuckDB (1.0).", report, StringComparison.Ordinal);
        Assert.Contains("Left out: pandas (python3 has no pandas).", report, StringComparison.Ordinal);
    }

    [Fact]
    public void AgainstTheTunedLoop_ItIsOursThatIsDivided() =>
        Assert.Contains("| ours ÷ tuned | 1.60 | 1.60–1.60 | ≤ 1.5 | no |", ReportOf(Pair(RivalNames.Tuned, [new(10, 16)])), StringComparison.Ordinal);

    [Fact]
    public void WhereNoTargetIsSet_NothingHolds() =>
        Assert.Contains("| pandas ÷ ours | 2.00 | 2.00–2.00 |  |  |", ReportOf(Pair(RivalNames.Pandas, [new(10, 5)])), StringComparison.Ordinal);

    [Fact]
    public void Lines_AreReadAsTheyWereWritten()
    {
        PairLine pair = Pair(RivalNames.Linq, [new(10, 5)]);
        var read = Assert.IsType<PairLine>(ResultsFile.Parse(ResultsFile.Text(pair)));
        Assert.Equal(pair.Pairs, read.Pairs);
        Assert.Equal(pair with { Pairs = [] }, read with { Pairs = pair.Pairs } with { Pairs = [] });
        Assert.Equal(Sitting.LeftOut, Assert.IsType<SittingLine>(ResultsFile.Parse(ResultsFile.Text(Sitting))).LeftOut);
    }

    [Fact]
    public void OfSeveralSittings_TheLastIsShown_UnlessAllAreAskedFor()
    {
        ResultLine[] lines = [Sitting with { Sitting = "first" }, Pair(RivalNames.Linq, [new(10, 5)]) with { Sitting = "first" }, Sitting, Pair(RivalNames.Linq, [new(20, 5)])];
        Assert.DoesNotContain("| 2.00 |", Report.Of(lines, all: false), StringComparison.Ordinal);
        Assert.Contains("| 2.00 |", Report.Of(lines, all: true), StringComparison.Ordinal);
    }

    // What is written is read again first, as a report does.
    private static string ReportOf(PairLine pair) => Report.Of([ResultsFile.Parse(ResultsFile.Text(Sitting)), ResultsFile.Parse(ResultsFile.Text(pair))], all: false);

    private static PairLine Pair(string rival, TimePair[] pairs) => new(
        Sitting.Sitting, "10m", Job.J1, Mode.Mem, 2, rival, "1.0", pairs, 1, 5, RivalAllocated: null, OurAllocated: 49_536, RivalPeakMb: 151.2, OurPeakMb: null, OthersLoad: 0.1);
}
