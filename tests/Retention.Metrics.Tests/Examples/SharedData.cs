namespace Retention.Metrics.Tests.Examples;

/// <summary>Data that is not part of the repository; tests that need it are skipped where it is absent.</summary>
internal static class SharedData
{
    private const string Variable = "RETENTION_METRICS_DATA";

    private static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Beside(AppContext.BaseDirectory);

    /// <summary>The path of a file, or a skipped test.</summary>
    public static string Require(params string[] path)
    {
        string file = Path.Combine([Folder ?? "", .. path]);
        Assert.SkipUnless(Folder is not null && File.Exists(file), $"{string.Join('/', path)} is not here: no folder shared/ with metrics.md beside the repository, and {Variable} names none.");
        return file;
    }

    private static string? Beside(string start)
    {
        for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
        {
            string shared = Path.Combine(at.FullName, "shared");
            if (File.Exists(Path.Combine(shared, "metrics.md")))
            {
                return shared;
            }
        }

        return null;
    }
}
