using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

/// <summary>A customer's name is anybody's text: no format may take it for anything else.</summary>
public sealed class UntrustedNameTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    public void AFormula_InCsv_BecomesText(string name) =>
        Assert.Contains($"'{name}", Explained(name, "csv"), StringComparison.Ordinal);

    [Fact]
    public void ANegativeNumber_InCsv_StaysANumber()
    {
        string[][] lines = ToolRun.Csv("report", "--from", "2025-03", "--to", "2025-03");

        Assert.Equal("-0.0523690773067", lines[1][Array.IndexOf(lines[0], "netMrrChurnRate")]);
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("say \"hi\"")]
    [InlineData("two\nlines")]
    public void ADelimiter_InCsv_IsQuoted(string name) =>
        Assert.Contains($"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", Explained(name, "csv"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[red]x[/]")]
    [InlineData("[[nested")]
    [InlineData("{0}")]
    public void Markup_InATable_IsText(string name) => Assert.Contains(name, Explained(name, "table"), StringComparison.Ordinal);

    [Theory]
    [InlineData("\u001b[31mred")]
    [InlineData("\u202Egnp.exe")]
    [InlineData("a\rb\nc")]
    public void ControlCharacters_NeverReachAScreen(string name)
    {
        foreach (string answer in new[] { Explained(name, "table"), Explained(name, "markdown") })
        {
            Assert.DoesNotContain('\u001b', answer);
            Assert.DoesNotContain('\u202E', answer);
            Assert.DoesNotContain("a\rb", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("b\nc", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a|b", "a\\|b")]
    [InlineData("**bold**", "\\*\\*bold\\*\\*")]
    [InlineData("<b>x</b>", "\\<b\\>x\\</b\\>")]
    [InlineData("[x](http://y)", "\\[x\\]\\(http\\://y\\)")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("`code`", "\\`code\\`")]
    public void Markup_InMarkdown_IsEscaped(string name, string escaped) => Assert.Contains($"| {escaped} |", Explained(name, "markdown"), StringComparison.Ordinal);

    [Theory]
    [InlineData("say \"hi\"")]
    [InlineData("back\\slash")]
    [InlineData("\u001b[31mred\u0000")]
    [InlineData("Zoë 😀 <b>")]
    public void AnyText_InJson_ComesBackAsItWas(string name)
    {
        using var document = JsonDocument.Parse(Explained(name, "json"));

        Assert.Equal(name, document.RootElement.GetProperty("customers")[0].GetProperty("customer").GetString());
    }

    [Fact]
    public void Markup_InAFinding_IsText()
    {
        ToolRun run = ToolRun.Of("check", "--subscriptions", Subscriptions("[bold]\u001b[31m=x", end: "2024-01-01"));

        Assert.Equal(1, run.Exit);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    private string Explained(string name, string format) => ToolRun.Answer("report", "--subscriptions", Subscriptions(name), "--explain", "newMrr", "--format", format);

    private string Subscriptions(string name, string end = "") =>
        files.Write("s.csv", $"customer_id,start_date,end_date,monthly_amount\n\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",2025-01-10,{end},50\n");
}
