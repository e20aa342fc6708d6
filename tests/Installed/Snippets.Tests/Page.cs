using System.Text.RegularExpressions;

namespace Snippets.Tests;

/// <summary>A page of the documentation: its text and the C# in it.</summary>
internal sealed partial record Page(string Path, string Text, IReadOnlyList<Snippet> Snippets)
{
    /// <summary>The folder of the repository; only its pages are read.</summary>
    private static string Root => Environment.GetEnvironmentVariable("RETENTION_DOCS") ?? throw new InvalidOperationException("RETENTION_DOCS must name the folder of the repository.");

    /// <summary>The pages of the root, of docs, and of the packages.</summary>
    public static IReadOnlyList<Page> All { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateDirectories(System.IO.Path.Combine(Root, "src")).Select(package => System.IO.Path.Combine(package, "README.md")).Where(File.Exists))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>Whether a package is named: on its own page, or in a line of code.</summary>
    public bool Names(string package) => Regex.IsMatch(Text, $@"^# {Regex.Escape(package)}$|(`|dotnet add package ){Regex.Escape(package)}(`|$)", RegexOptions.Multiline);

    private static Page Read(string file)
    {
        string path = System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/');
        string[] lines = File.ReadAllLines(file);
        var snippets = new List<Snippet>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (Fence().Match(lines[i]) is { Success: true } fence)
            {
                int first = i + 1;
                i = Array.FindIndex(lines, first, line => line.Trim() == "```");
                snippets.Add(new Snippet(path, first + 1, fence.Groups["name"].Value, fence.Groups["after"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries), lines[first..i]));
            }
        }

        return new Page(path, string.Join('\n', lines), snippets);
    }

    [GeneratedRegex(@"^\s*```csharp (?<name>\S+)( after (?<after>\S+))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();
}
