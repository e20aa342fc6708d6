using System.Text.RegularExpressions;

namespace DocumentedCode.Documentation;

/// <summary>CONTRIBUTING.md names files and folders that exist.</summary>
public sealed partial class NamedPathTests
{
    private const string Page = "CONTRIBUTING.md";

    [Fact]
    public void EveryPathThatContributingNames_Exists() =>
        Assert.All(Repository.Lines(Page).SelectMany(Paths), path => Assert.True(Exists(path), $"{Page} names {path}, which does not exist."));

    [Fact]
    public void EveryRowOfWhereThingsAre_NamesAFile()
    {
        string[] rows = [.. Repository.Lines(Page).SkipWhile(line => line != "## Where things are").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)];

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(Paths(row), path => File.Exists(Full(path))));
    }

    private static IEnumerable<string> Paths(string line) => PathBelowTheRoot().Matches(line).Select(match => match.Value);

    private static bool Exists(string path) => File.Exists(Full(path)) || Directory.Exists(Full(path));

    private static string Full(string path) => Path.Combine(Repository.Root, path);

    [GeneratedRegex(@"(?<![\w./-])(src|tests|docs|benchmarks|\.ci)/[\w./-]*\w", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathBelowTheRoot();
}
