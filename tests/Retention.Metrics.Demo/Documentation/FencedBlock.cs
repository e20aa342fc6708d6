using System.Text.RegularExpressions;

namespace DocumentedCode.Documentation;

/// <summary>A fenced block of a page: <c>```csharp quick-start</c> has the language csharp and the name quick-start.</summary>
internal sealed partial record FencedBlock(string Page, int Line, string Language, string Name, string Text)
{
    public static IEnumerable<FencedBlock> OfAllPages() => Repository.Pages.SelectMany(OfPage);

    public override string ToString() => $"{Page}({Line})";

    private static IEnumerable<FencedBlock> OfPage(string page)
    {
        string[] lines = Repository.Lines(page);
        for (int i = 0; i < lines.Length; i++)
        {
            Match fence = Fence().Match(lines[i]);
            if (!fence.Success)
            {
                continue;
            }

            int first = i + 1;
            int end = Array.FindIndex(lines, first, line => line.Trim() == fence.Groups["ticks"].Value);
            Assert.True(end >= 0, $"{page}({i + 1}) opens a block that nothing closes.");
            yield return new FencedBlock(page, first, fence.Groups["language"].Value, fence.Groups["name"].Value, Region.Outdented(lines[first..end]));
            i = end;
        }
    }

    [GeneratedRegex(@"^\s*(?<ticks>`{3,})(?<language>[\w#+-]*) *(?<name>\S*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();
}
