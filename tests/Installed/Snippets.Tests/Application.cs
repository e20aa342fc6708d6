using System.Runtime.CompilerServices;

namespace Snippets.Tests;

/// <summary>The application beside this project, of which pages show regions.</summary>
internal static class Application
{
    private static readonly string[] Sources =
    [
        .. new[] { "Billing", "Billing.Tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Here(), "..", folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
    ];

    /// <summary>The source that has a region of a name.</summary>
    public static string? FileOf(string region) => Array.Find(Sources, path => File.ReadAllLines(path).Any(line => line.Trim() == $"#region {region}"));

    /// <summary>The using directives that a source needs, without those of the application itself: its own, and the global ones of its project.</summary>
    public static IEnumerable<string> UsingsOf(string path) =>
        File.ReadAllLines(path).TakeWhile(line => !line.StartsWith("namespace", StringComparison.Ordinal))
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("using Acme.", StringComparison.Ordinal))
            .Concat(GlobalUsingsOf(ProjectOf(path)));

    private static IEnumerable<string> GlobalUsingsOf(string project) =>
        Sources.Where(source => ProjectOf(source) == project)
            .SelectMany(File.ReadAllLines)
            .Where(line => line.StartsWith("global using ", StringComparison.Ordinal));

    /// <summary>The folder of the project that a source belongs to.</summary>
    private static string ProjectOf(string path) => Path.GetRelativePath(Path.Combine(Here(), ".."), path).Split(Path.DirectorySeparatorChar)[0];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
