using System.Text.RegularExpressions;

namespace DocumentedCode.Documentation;

/// <summary>A named region of a source: code that is compiled, run by a test and shown in the documentation.</summary>
/// <remarks>Regions of one name are shown as one block, in source order: usings first, then statements.</remarks>
internal sealed partial record Region(string Name, string Text)
{
    private const string XmlPrefix = "xml: ";

    public bool IsXmlExample => Name.StartsWith(XmlPrefix, StringComparison.Ordinal);

    public static IReadOnlyList<Region> All { get; } =
    [
        .. Repository.DocumentedSources.SelectMany(OfSource)
            .GroupBy(region => region.Name, region => region.Text, StringComparer.Ordinal)
            .Select(group => new Region(group.Key, string.Join("\n\n", group))),
    ];

    /// <summary>Lines without the white space they all begin with, and without white space at their ends.</summary>
    public static string Outdented(IReadOnlyCollection<string> lines)
    {
        int indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..].TrimEnd() : "")).Trim('\n');
    }

    private static IEnumerable<Region> OfSource(string path)
    {
        string[] lines = File.ReadAllLines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            if (Begin().Match(lines[i]) is { Success: true } begin)
            {
                int first = i + 1;
                i = Array.FindIndex(lines, first, line => line.Trim() == "#endregion");
                Assert.True(i >= 0, $"{path}({first}) begins a region that nothing ends.");
                yield return new Region(begin.Groups["name"].Value, Outdented(lines[first..i]));
            }
        }
    }

    [GeneratedRegex(@"^\s*#region (?<name>.+?)\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Begin();
}
