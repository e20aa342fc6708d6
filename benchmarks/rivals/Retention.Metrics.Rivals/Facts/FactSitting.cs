using System.Globalization;
using System.Text.Json;
using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Facts;

/// <summary>Lets the tool and DuckDB answer from the same file, each in a process of its own, in turns: from the start of the process to its end.</summary>
/// <param name="tool">The command of the tool.</param>
/// <param name="scripts">The folder with the folders of the scripts.</param>
/// <param name="progress">Where to say what is measured.</param>
internal sealed class FactSitting(IReadOnlyList<string> tool, string scripts, TextWriter progress)
{
    private const int MebibytesAhead = 150;

    private readonly List<string> differences = [];

    /// <summary>Answers that differ; empty where all agree.</summary>
    public IReadOnlyList<string> Differences => differences;

    /// <summary>Measures, and returns a table in Markdown.</summary>
    public string Compare(string folder, IEnumerable<string> sizes, IReadOnlyList<FactKind> kinds, int alternations)
    {
        List<string> table =
        [
            "| file | rows | MB | DuckDB s | ours s | ours ÷ DuckDB | min–max | DuckDB peak MB | ours peak MB | ours bytes a row over 150 MB |",
            "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
        ];
        foreach (DataSet data in sizes.Select(size => new DataSet(folder, size)))
        {
            if (!File.Exists(data.Subscriptions) || !File.Exists(data.Orders))
            {
                progress.WriteLine($"{data.Size}: generating");
                Generator.Write(data);
            }

            foreach (FactKind kind in kinds)
            {
                table.Add(Compare(data, kind, alternations));
            }
        }

        return string.Join('\n', table);
    }

    private string Compare(DataSet data, FactKind kind, int alternations)
    {
        string path = FactFiles.PathOf(data, kind), name = $"{kind.ToString().ToLowerInvariant()} {data.Size}";
        progress.WriteLine(name);
        long rows = File.Exists(path) ? File.ReadLines(path).LongCount() - 1 : FactFiles.Write(data, kind);
        string[] ours = [.. tool, "report", kind == FactKind.Orders ? "--orders" : "--subscriptions", path, "--from", "2022-01", "--to", "2025-12", "--format", "csv"];
        string[] theirs = ["node", Path.Combine(scripts, "node", "duckdb_facts.mjs"), "--file", path, "--kind", kind.ToString().ToLowerInvariant()];
        var pairs = new List<(ProgramRun Theirs, ProgramRun Ours)>();
        for (int turn = 0; turn < alternations; turn++)
        {
            ProgramRun their = ProgramRun.Of(theirs), our = ProgramRun.Of(ours);
            pairs.Add((their, our));
            using var answer = JsonDocument.Parse(their.Output);
            if (Agreement.Difference(Read(kind, answer.RootElement), ToolAnswer.Read(kind, our.Output)) is { } difference)
            {
                differences.Add($"{name}: {difference}");
            }
        }

        double[] ratios = [.. pairs.Select(pair => pair.Ours.Milliseconds / pair.Theirs.Milliseconds)];
        double peak = pairs.Max(pair => pair.Ours.PeakMegabytes) ?? double.NaN;
        return string.Create(CultureInfo.InvariantCulture, $"| {kind.ToString().ToLowerInvariant()} | {rows:N0} | {new FileInfo(path).Length / 1e6:0} | {Seconds(pair => pair.Theirs):0.00} | {Seconds(pair => pair.Ours):0.00} | {Median.Of(ratios):0.00} | {ratios.Min():0.00}–{ratios.Max():0.00} | {pairs.Max(pair => pair.Theirs.PeakMegabytes):0} | {peak:0} | {Math.Max(0, (peak - MebibytesAhead) * (1 << 20) / rows):0} |");

        double Seconds(Func<(ProgramRun Theirs, ProgramRun Ours), ProgramRun> side) => Median.Of(pairs.Select(pair => side(pair).Milliseconds)) / 1000;
    }

    private static IReadOnlyList<ResultRow> Read(FactKind kind, JsonElement rows)
    {
        int integers = kind == FactKind.Orders ? 4 : Job.J1.IntegerColumns();
        return [.. rows.EnumerateArray().Select(row => new ResultRow(
            [.. row.EnumerateArray().Take(integers).Select(cell => cell.GetInt64())],
            [.. row.EnumerateArray().Skip(integers).Select(cell => cell.ValueKind == JsonValueKind.Null ? default(double?) : cell.GetDouble())]))];
    }
}
