using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

/// <summary>One run of the tool within the process of the test.</summary>
internal sealed record ToolRun(int Exit, string Output, string Error)
{
    public static ToolRun Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exit = RetentionTool.Run(args, new Terminal(output, error));
        return new ToolRun(exit, output.ToString(), error.ToString());
    }

    /// <summary>The answer of a run that went well.</summary>
    public static string Answer(params string[] args)
    {
        ToolRun run = Of(args);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        return run.Output;
    }

    public static JsonElement Json(params string[] args)
    {
        using var document = JsonDocument.Parse(Answer([.. args, "--format", "json"]));
        return document.RootElement.Clone();
    }

    public static JsonElement[] Periods(params string[] args) => [.. Json(args).GetProperty("periods").EnumerateArray()];

    /// <summary>The lines of CSV output, cut at the commas.</summary>
    public static string[][] Csv(params string[] args) => [.. Answer([.. args, "--format", "csv"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Files that last as long as a test.</summary>
public sealed class TemporaryFiles : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("retention");

    public string Folder => folder.FullName;

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
