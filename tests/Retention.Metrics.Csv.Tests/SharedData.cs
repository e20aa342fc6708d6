namespace Retention.Metrics.TestData;

/// <summary>Published data sets that are no part of the repository: tests on them are skipped where they are not at hand.</summary>
internal static class SharedData
{
    /// <summary>The path of a data set; without it the test that asks is skipped.</summary>
    public static string Path(params string[] names)
    {
        string? folder = Folder();
        string? path = folder is null ? null : System.IO.Path.Combine([folder, .. names]);
        Assert.SkipUnless(path is not null && File.Exists(path), $"The shared data set {string.Join('/', names)} is not beside the repository, nor where RETENTION_METRICS_DATA points to.");
        return path!;
    }

    /// <summary>The folder of the repository.</summary>
    public static string Repository() => Ancestors().First(folder => File.Exists(System.IO.Path.Combine(folder, "Retention.Metrics.sln")));

    private static string? Folder() =>
        Environment.GetEnvironmentVariable("RETENTION_METRICS_DATA")
        ?? Ancestors().Select(folder => System.IO.Path.Combine(folder, "shared")).FirstOrDefault(folder => File.Exists(System.IO.Path.Combine(folder, "metrics.md")));

    private static IEnumerable<string> Ancestors()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
