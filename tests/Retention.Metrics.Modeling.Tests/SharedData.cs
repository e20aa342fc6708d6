using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests;

/// <summary>Reference data outside the repository: a folder with <c>metrics.md</c> next to one of our ancestors, or named by a variable.</summary>
internal static class SharedData
{
    private static readonly Lazy<string?> Root = new(Find);

    public static string Path(params string[] parts)
    {
        Assert.SkipWhen(
            Root.Value is null,
            "The shared reference data is not on this machine (no ancestor holds shared/metrics.md and RETENTION_METRICS_DATA is not set).");
        return System.IO.Path.Combine([Root.Value!, .. parts]);
    }

    public static JsonElement Expected(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path("data", "expected", file)));
        return document.RootElement.Clone();
    }

    public static IEnumerable<string[]> CsvRows(string file) =>
        File.ReadLines(Path("data", file)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','));

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("RETENTION_METRICS_DATA");
        if (named is not null && File.Exists(System.IO.Path.Combine(named, "metrics.md")))
        {
            return named;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared");
            if (File.Exists(System.IO.Path.Combine(candidate, "metrics.md")))
            {
                return candidate;
            }
        }

        return null;
    }
}
