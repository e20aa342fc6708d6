namespace DocumentedCode.Documentation;

/// <summary>The files this documentation is made of, found from where the tests run.</summary>
internal static class Repository
{
    private const string Demo = "tests/Retention.Metrics.Demo/";

    // It is independent and is built and run by .ci/packages; here it is only read.
    private const string Application = "tests/Installed/Billing";

    public static string Root { get; } = FindRoot();

    /// <summary>Every page, with its path below the root: those of the root itself, docs and the packages.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(package => Path.Combine(package, "README.md")).Where(File.Exists))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The sources of which regions are shown: those of this project, and the application that uses the packages with its tests.</summary>
    public static IReadOnlyList<string> DocumentedSources { get; } =
    [
        .. new[] { Demo, Application, $"{Application}.Tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public static string[] Lines(string page) => File.ReadAllLines(Path.Combine(Root, page));

    /// <summary>The lines of a source of this project by the path the compiler knew, which a deterministic build shortens.</summary>
    public static string[] DemoSourceLines(string compiledPath)
    {
        string path = compiledPath.Replace('\\', '/');
        return Lines(path[path.LastIndexOf(Demo, StringComparison.Ordinal)..]);
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Retention.Metrics.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"There is no Retention.Metrics.sln above {AppContext.BaseDirectory}; the documentation is tested from within the repository.");
    }
}
