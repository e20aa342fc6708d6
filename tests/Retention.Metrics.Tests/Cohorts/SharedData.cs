namespace Retention.Metrics.Tests.Cohorts;

/// <summary>Data sets beside the repository, not in it: a folder above has <c>shared/metrics.md</c>, or RETENTION_METRICS_DATA names it.</summary>
internal static class SharedData
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("RETENTION_METRICS_DATA") is { Length: > 0 } named ? named : Above();

    /// <summary>The path of a file, or a skipped test.</summary>
    public static string Require(string file)
    {
        string path = Path.Combine(Folder ?? "", "data", file);
        Assert.SkipUnless(Folder is not null && File.Exists(path), $"The data set {file} is not there: no folder above has shared/metrics.md with it, and RETENTION_METRICS_DATA names none.");
        return path;
    }

    private static string? Above()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "shared", "metrics.md")))
            {
                return Path.Combine(folder.FullName, "shared");
            }
        }

        return null;
    }
}
