using System.Text.RegularExpressions;

namespace DocumentedCode.Documentation;

public sealed partial class LinkTests
{
    [Fact]
    public void EveryRelativeLink_LeadsToAFileOfTheRepository_AndToAHeadingInIt() =>
        Assert.All(Repository.Pages.SelectMany(Links), link =>
        {
            (string page, string target) = link;
            string[] parts = target.Split('#', 2);
            string path = parts[0].Length == 0 ? page : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, parts[0])));
            string full = Path.Combine(Repository.Root, path);
            Assert.True(File.Exists(full) || Directory.Exists(full), $"{page} links to {target}, which does not exist.");
            if (parts.Length == 2)
            {
                Assert.True(Anchors(path).Contains(parts[1], StringComparer.Ordinal), $"{page} links to {target}, but there is no such heading.");
            }
        });

    private static IEnumerable<(string Page, string Target)> Links(string page) =>
        from line in Prose(page)
        from Match link in Link().Matches(InlineCode().Replace(line, ""))
        let target = link.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        select (page, target);

    /// <summary>Headings as GitHub turns them into anchors: lower case, spaces to hyphens, everything else but letters and digits dropped.</summary>
    private static IEnumerable<string> Anchors(string page) =>
        from line in Prose(page)
        where line.StartsWith('#')
        let heading = line.TrimStart('#').Trim().Replace("`", "", StringComparison.Ordinal)
        select string.Concat(heading.ToLowerInvariant().Where(one => char.IsLetterOrDigit(one) || one is ' ' or '-' or '_')).Replace(' ', '-');

    private static IEnumerable<string> Prose(string page)
    {
        bool fenced = false;
        foreach (string line in Repository.Lines(page))
        {
            fenced ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!fenced)
            {
                yield return line;
            }
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlineCode();
}
