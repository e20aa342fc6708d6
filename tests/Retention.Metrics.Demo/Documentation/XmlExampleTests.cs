using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DocumentedCode.Documentation;

public sealed partial class XmlExampleTests
{
    [Fact]
    public void EveryExampleOfTheXmlDocumentation_IsCodeThatRunsHere()
    {
        (string Member, string Text)[] examples = [.. Examples()];
        var run = Region.All.Where(region => region.IsXmlExample).Select(region => Shown(region.Text)).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.True(run.Contains(example.Text), $"{example.Member}: no region of tests/Retention.Metrics.Demo reads\n{example.Text}"));
    }

    [Fact]
    public void EveryXmlExampleRunHere_IsInTheXmlDocumentation()
    {
        var documented = Examples().Select(example => example.Text).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Region.All.Where(region => region.IsXmlExample && !documented.Contains(Shown(region.Text))).Select(region => region.Name));
    }

    private static IEnumerable<(string Member, string Text)> Examples() =>
        from file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Retention.Metrics*.xml")
        from member in XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member")
        from code in member.Elements("example").Elements("code")
        select (member.Attribute("name")!.Value, Aligned(Region.Outdented(code.Value.Split('\n'))));

    /// <summary>As the documentation shows it: a value is an expression of its own.</summary>
    private static string Shown(string text) => Aligned(Show().Replace(text, "${indent}${expression};"));

    private static string Aligned(string text) => SpaceBeforeComment().Replace(text, " //");

    [GeneratedRegex(@"^(?<indent> *)Show\((?<expression>.*)\);(?=\s*//|$)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Show();

    [GeneratedRegex(" +//", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpaceBeforeComment();
}
