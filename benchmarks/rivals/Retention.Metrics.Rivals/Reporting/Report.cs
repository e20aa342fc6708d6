using System.Globalization;
using System.Text;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Reporting;

/// <summary>A sitting in Markdown: where it took place, and a table for each size and mode.</summary>
internal static class Report
{
    /// <summary>The last sitting of a file, or all of them.</summary>
    public static string Of(IReadOnlyList<ResultLine> lines, bool all)
    {
        var text = new StringBuilder();
        SittingLine[] sittings = [.. lines.OfType<SittingLine>()];
        foreach (SittingLine sitting in all ? sittings : sittings.TakeLast(1))
        {
            Write(text, sitting, [.. lines.OfType<PairLine>().Where(line => string.Equals(line.Sitting, sitting.Sitting, StringComparison.Ordinal))]);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, SittingLine sitting, PairLine[] pairs)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"# Rivals, sitting of {sitting.Sitting}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{sitting.Machine}, {sitting.Cores} cores, {sitting.MemoryGb:0} GB; {sitting.System}; {sitting.Runtime}; commit {sitting.Commit}.");
        string versions = string.Join(", ", pairs.Select(pair => $"{RivalNames.Shown(pair.Rival)} ({pair.RivalVersion})").Distinct(StringComparer.Ordinal));
        text.AppendLine(CultureInfo.InvariantCulture, $"Rivals: {versions}.");
        foreach (string leftOut in sitting.LeftOut)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Left out: {leftOut}.");
        }

        foreach (var table in pairs.GroupBy(pair => (pair.Size, pair.Mode)))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {table.Key.Size}, {Assignment.Name(table.Key.Mode)}: {Meaning(table.Key.Mode)}").AppendLine();
            text.AppendLine("| job | threads | ratio | median | min–max | target | holds | rival ms | ours ms | rival allocated MB | ours allocated MB | rival peak RSS MB | ours peak RSS MB | others' load |");
            text.AppendLine("| --- | --: | --- | --: | --: | --: | --- | --: | --: | --: | --: | --: | --: | --: |");
            foreach (PairLine pair in table)
            {
                text.AppendLine(Row(pair));
            }
        }

        text.AppendLine();
    }

    private static string Row(PairLine pair)
    {
        var ratio = Comparison.Of(pair);
        string[] cells =
        [
            pair.Job.ToString(),
            pair.Threads.ToString(CultureInfo.InvariantCulture),
            ratio.Name,
            Number(ratio.Median),
            $"{Number(ratio.Lowest)}–{Number(ratio.Highest)}",
            ratio.Target is { } target ? string.Create(CultureInfo.InvariantCulture, $"{(ratio.AtMost ? '≤' : '≥')} {target}") : "",
            ratio.Holds switch { true => "yes", false => "no", null => "" },
            Number(Median.Of(pair.Pairs.Select(one => one.Rival))),
            Number(Median.Of(pair.Pairs.Select(one => one.Ours))),
            Number(pair.RivalAllocated / 1e6),
            Number(pair.OurAllocated / 1e6),
            Number(pair.RivalPeakMb),
            Number(pair.OurPeakMb),
            pair.OthersLoad is { } load ? load.ToString("0.0", CultureInfo.InvariantCulture) : "",
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Meaning(Mode mode) => mode switch
    {
        Mode.Mem => "the job on what is loaded and arranged",
        Mode.Log => "building from the log and the job; DuckDB and Polars the job on their table",
        _ => "reading the file and the job",
    };

    private static string Number(double? number) =>
        number is { } value ? value.ToString(Math.Abs(value) < 10 ? "0.00" : Math.Abs(value) < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) : "";
}
