using System.Text.RegularExpressions;
using DocumentedCode.Documentation;

namespace DocumentedCode.Policies;

/// <summary>A table of the page about policies: a setting, a figure of a month, and for each value what each customer adds to it.</summary>
/// <remarks>
/// The setting is in backticks at the end of the heading, the figure as <c>2026-03 `churnMrr`</c> in the head of the first
/// column, values in backticks below. Cells are amounts, counts, or parts of a ratio as <c>1/2</c>; an empty cell is nothing.
/// </remarks>
internal sealed partial record PolicyTable(string Setting, string Month, string Figure, IReadOnlyList<string> Customers, IReadOnlyList<PolicyTable.Row> Rows)
{
    public const string Page = "docs/metrics/policies.md";

    /// <summary>What a value of the setting gives.</summary>
    public sealed record Row(string Value, IReadOnlyList<string> Cells, string All);

    public static IReadOnlyList<PolicyTable> OfPage()
    {
        var tables = new List<PolicyTable>();
        string setting = "";
        string[] lines = Repository.Lines(Page);
        for (int i = 0; i < lines.Length; i++)
        {
            setting = Heading().Match(lines[i]) is { Success: true } heading ? heading.Groups["setting"].Value : setting;
            if (Head().Match(lines[i]) is { Success: true } head)
            {
                string[] columns = Cells(lines[i]);
                tables.Add(new PolicyTable(
                    setting,
                    head.Groups["month"].Value,
                    head.Groups["figure"].Value,
                    [.. columns[1..^1].Select(name => name.ToLowerInvariant())],
                    [.. lines.Skip(i + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells).Select(cells => new Row(cells[0].Trim('`'), cells[1..^1], cells[^1].Trim('*')))]));
            }
        }

        return tables;
    }

    public override string ToString() => $"{Setting}, {Month} {Figure}";

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex(@"^#{2,3} .*`(?<setting>\w+)`$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| (?<month>2026-0\d) `(?<figure>\w+)` \|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Head();
}
