using System.Text;
using System.Text.RegularExpressions;
using DocumentedCode.Documentation;
using Retention.Metrics;

namespace DocumentedCode.Policies;

/// <summary>The table of presets on the page of comparisons is the presets themselves: values, and where they are published.</summary>
public sealed partial class PresetTableTests
{
    private const string Page = "docs/comparison.md";

    [Fact]
    public void Table_IsThePresets()
    {
        string[] lines = Repository.Lines(Page);
        string[] shown = [.. lines.SkipWhile(line => !line.StartsWith("| setting |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'))];
        string expected = Table();

        Assert.True(expected == string.Join('\n', shown), $"{Page} should have this table:\n{expected}");
    }

    [Fact]
    public void EverySourceOfAPreset_IsListedWithItsNumber()
    {
        string[] lines = Repository.Lines(Page);

        Assert.All(Sources, (source, i) => Assert.Contains($"{i + 1}. <{source}>", lines, StringComparer.Ordinal));
        Assert.Equal(Sources.Length, lines.Count(line => Numbered().IsMatch(line)));
    }

    private static string[] Sources { get; } =
        [.. PolicyPreset.All.SelectMany(preset => preset.Settings).Select(setting => setting.Source).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>A published value is bold and links to its source, with the source's number; a value of ours is plain.</summary>
    private static string Table()
    {
        var table = new StringBuilder();
        table.Append("| setting | ").AppendJoin(" | ", PolicyPreset.All.Select(preset => preset.Name)).Append(" |\n");
        table.Append("| --- |").Insert(table.Length, " --- |", PolicyPreset.All.Count);
        foreach (PolicySetting setting in MetricPolicy.Default.Settings)
        {
            table.Append("\n| `").Append(setting.Name).Append("` | ")
                .AppendJoin(" | ", PolicyPreset.All.Select(preset => Cell(preset.Settings.Single(one => one.Name == setting.Name)))).Append(" |");
        }

        return table.ToString();
    }

    private static string Cell(PolicySetting setting) =>
        setting.Source is { } source ? $"**{setting.Value}** [{Array.IndexOf(Sources, source) + 1}]({source})" : setting.Value;

    [GeneratedRegex(@"^\d+\. <https://", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbered();
}
