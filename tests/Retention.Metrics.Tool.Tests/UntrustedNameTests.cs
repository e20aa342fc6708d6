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
    [InlineData("\nx")]
    [InlineData("\r\nx")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－2")]
    [InlineData("＠SUM(A1)")]
    [InlineData("﹦1")]
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
    [InlineData("\u001b[31mred", "\\u001B[31mred")]
    [InlineData("\u001b]8;;http:x\u001b\\click", "\\u001B]8;;http:x\\u001B\\click")]
    [InlineData("\u009b2J", "\\u009B2J")]
    [InlineData("a\tb\rc", "a\\u0009b\\u000Dc")]
    [InlineData("\u202Egnp.exe", "\\u202Egnp.exe")]
    [InlineData("a\u200Bb", "a\\u200Bb")]
    [InlineData("x\uFFFF", "x\\uFFFF")]
    [InlineData("x\uFDD0", "x\\uFDD0")]
    [InlineData("x\U0010FFFE", "x\\U0010FFFE")]
    public void WhatAScreenObeys_IsEscaped(string name, string shown)
    {
        Assert.Contains($" {shown} ", Explained(name, "table"), StringComparison.Ordinal);
        Assert.Contains($",{shown},", Explained(name, "csv"), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(Explained(name, "json"));
        Assert.Equal(name, document.RootElement.GetProperty("customers")[0].GetProperty("customer").GetString());
    }

    [Theory]
    [InlineData("a|b", "a\\|b")]
    [InlineData("**bold**", "\\*\\*bold\\*\\*")]
    [InlineData("<b>x</b>", "\\<b\\>x\\</b\\>")]
    [InlineData("[x](y)", "\\[x\\]\\(y\\)")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("`code`", "\\`code\\`")]
    public void Markup_InMarkdown_IsEscaped(string name, string escaped) => Assert.Contains($"| {escaped} |", Explained(name, "markdown"), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://evil.example", "`http://evil.example`")]
    [InlineData("HTTPS://EVIL.EXAMPLE", "`HTTPS://EVIL.EXAMPLE`")]
    [InlineData("see www.evil.example now", "see `www.evil.example` now")]
    [InlineData("mailto:a@b.example", "`mailto:a@b.example`")]
    [InlineData("ada@b.example", "`ada@b.example`")]
    [InlineData("<http://evil.example>", "`<http://evil.example>`")]
    [InlineData("![x](http://y/p.png)", "`![x](http://y/p.png)`")]
    [InlineData("a|`http://y`", "`` a\\|`http://y` ``")]
    [InlineData("evil.example", "evil\\.example")]
    public void AnAddress_InMarkdown_BecomesNoLink(string name, string code) => Assert.Contains($"| {code} |", Explained(name, "markdown"), StringComparison.Ordinal);

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

    [Theory]
    [InlineData("report")]
    [InlineData("check")]
    [InlineData("report", "--skip-invalid")]
    public void ControlCharacters_InAFinding_AreEscaped(params string[] command)
    {
        string file = files.Write("s\u001b[31m.csv", "customer_id,start_date,end_date,monthly_amount\nx\u001b]0;y\u0007,never\u001b[2J,,50\nok,2025-01-01,,5\n");
        ToolRun run = ToolRun.Of([command[0], "--subscriptions", file, .. command[1..]]);

        Assert.DoesNotContain(run.Output + run.Error, one => char.IsControl(one) && one != '\n');
        Assert.Contains("\\u001B", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format", "x\u001b[31m")]
    [InlineData("--from", "x\u001b[31m")]
    [InlineData("--segment", "x\u001b[31m")]
    [InlineData("--policy", "x\u001b[31m.json")]
    [InlineData("--subscriptions", "x\u001b[31m.csv")]
    [InlineData("--map", "x\u001b[31m=y")]
    [InlineData("x\u001b[31m", "--format")]
    [InlineData("--output", "no\u001b[31m/such/folder")]
    public void ControlCharacters_OfAnArgument_AreEscaped(params string[] wrong)
    {
        ToolRun run = ToolRun.Of(["report", .. wrong]);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.DoesNotContain(run.Error, one => char.IsControl(one) && one != '\n');
        Assert.Contains("\\u001B", run.Error, StringComparison.Ordinal);
    }

    private string Explained(string name, string format) => ToolRun.Answer("report", "--subscriptions", Subscriptions(name), "--explain", "newMrr", "--format", format);

    private string Subscriptions(string name, string end = "") =>
        files.Write("s.csv", $"customer_id,start_date,end_date,monthly_amount\n\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",2025-01-10,{end},50\n");
}
