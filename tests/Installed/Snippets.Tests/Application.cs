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

    /// <summary>The using directives of a source, without those of the application itself.</summary>
    public static IEnumerable<string> UsingsOf(string path) =>
        File.ReadAllLines(path).TakeWhile(line => !line.StartsWith("namespace", StringComparison.Ordinal))
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("using Harbour.", StringComparison.Ordinal));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
