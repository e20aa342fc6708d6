using System.Text.RegularExpressions;
using Retention.Metrics.TestData;

namespace Retention.Metrics.Tool.Tests;

/// <summary>Each command on docs/command-line.md is run and must print what stands under it.</summary>
/// <remarks>With RETENTION_METRICS_REWRITE_DOCS=1 the page is written anew instead.</remarks>
public sealed partial class DocumentedCommandTests : IDisposable
{
    private static readonly bool Rewrite = Environment.GetEnvironmentVariable("RETENTION_METRICS_REWRITE_DOCS") == "1";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void EveryCommand_PrintsWhatThePageSays()
    {
        string path = Path.Combine(SharedData.Repository(), "docs", "command-line.md");
        string page = File.ReadAllText(path).ReplaceLineEndings("\n");
        foreach (Match file in FileBlock().Matches(page))
        {
            _ = files.Write(file.Groups["name"].Value, file.Groups["text"].Value);
        }

        string run = CommandBlock().Replace(page, block => $"```console\n$ retention {block.Groups["args"].Value}\n{Run(block.Groups["args"].Value)}```");

        Assert.True(CommandBlock().Count(page) >= 6);
        if (Rewrite)
        {
            File.WriteAllText(path, run);
        }

        Assert.Equal(run, Rewrite ? run : page);
    }

    private string Run(string args)
    {
        string[] given = [.. args.Split(' ').Select(arg => File.Exists(Path.Combine(files.Folder, arg)) ? Path.Combine(files.Folder, arg) : arg)];
        ToolRun run = ToolRun.Of(given);
        string printed = (run.Error + run.Output).ReplaceLineEndings("\n");
        return string.Concat(printed.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Select(line => $"{line}\n"));
    }

    [GeneratedRegex("```csv (?<name>\\S+)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FileBlock();

    [GeneratedRegex("```console\n\\$ retention (?<args>[^\n]*)\n(?<printed>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CommandBlock();
}
