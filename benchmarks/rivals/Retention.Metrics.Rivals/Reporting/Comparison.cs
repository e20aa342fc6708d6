using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Reporting;

/// <summary>How many times, and what it should be: against the hand-tuned loop ours ÷ theirs, against everyone else theirs ÷ ours.</summary>
internal sealed record Comparison(string Name, double Median, double Lowest, double Highest, double? Target, bool AtMost)
{
    public bool? Holds => Target is { } target ? (AtMost ? Median <= target : Median >= target) : null;

    public static Comparison Of(PairLine line)
    {
        bool atMost = string.Equals(line.Rival, RivalNames.Tuned, StringComparison.Ordinal);
        double[] ratios = [.. line.Pairs.Select(pair => atMost ? pair.Ours / pair.Rival : pair.Rival / pair.Ours)];
        string rival = RivalNames.Shown(line.Rival);
        return new Comparison(
            atMost ? $"{RivalNames.Ours} ÷ {rival}" : $"{rival} ÷ {RivalNames.Ours}",
            Measuring.Median.Of(ratios), ratios.Min(), ratios.Max(), TargetOf(line.Rival, line.Mode, line.Job), atMost);
    }

    // For ten million rows.
    private static double? TargetOf(string rival, Mode mode, Job job) => (rival, mode) switch
    {
        (RivalNames.Tuned, Mode.Mem) => 1.5,
        (RivalNames.DuckDb, Mode.Mem) => For(job, 40, 50, 27, 15),
        (RivalNames.DuckDb, Mode.Log) => For(job, 4, 4, 2.5, 2.5),
        (RivalNames.DuckDb, Mode.Csv) => 2,
        (RivalNames.Linq, Mode.Mem) => For(job, 150, 150, 150, 100),
        _ => null,
    };

    private static double For(Job job, params ReadOnlySpan<double> targets) => targets[(int)job];
}
