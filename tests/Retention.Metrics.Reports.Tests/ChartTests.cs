using System.Xml.Linq;
using NodaTime;

namespace Retention.Metrics.Reports.Tests;

/// <summary>Charts as files: what they say, and what they refuse.</summary>
public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

    [Fact]
    public void EveryChart_OfTheSample_IsAFileOfItsOwn_WithTextAsText()
    {
        foreach (string name in RetentionReport.ChartNames)
        {
            var drawing = XDocument.Parse(ToolRun.Answer(["report", "--chart", name, .. ActivityFiles.For(name)]));

            Assert.NotEqual("", drawing.Root!.Element(Svg + "title")!.Value);
            Assert.NotEqual("", drawing.Root.Element(Svg + "desc")!.Value);
            Assert.NotEmpty(drawing.Descendants(Svg + "text"));
            Assert.DoesNotContain(drawing.Descendants(), one => one.Name.LocalName is "script" or "image" or "a" or "use" or "foreignObject");
            Assert.DoesNotContain(drawing.Descendants().Attributes(), one => one.Name.LocalName is "href" or "src" || one.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void AnUnknownChart_IsRefusedWithTheList()
    {
        ToolRun run = ToolRun.Of("report", "--chart", "pie");
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => Report("ada").Chart("pie"));

        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Contains("--chart 'pie' is not valid; expected mrr, customers, mrr-bridge", run.Error, StringComparison.Ordinal);
        Assert.Contains("There is no chart 'pie'; expected one of mrr, customers, mrr-bridge", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bridge.gif", "bridge.gif': a chart is written as SVG or PNG, expected a name that ends in .svg or .png")]
    [InlineData("bridge.svg.jpg", "bridge.svg.jpg': a chart is written as SVG or PNG, expected a name that ends in .svg or .png")]
    public void AnotherKindOfPicture_IsRefused_AndNoFileIsLeft(string name, string expected)
    {
        using var files = new TemporaryFiles();
        ToolRun run = ToolRun.Of("report", "--chart", "mrr", "--output", Path.Combine(files.Folder, name));

        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(files.Folder));
    }

    [Fact]
    public void AFile_IsWrittenWhole_AndSaysTheSameAsTheScreen()
    {
        using var files = new TemporaryFiles();
        string page = Path.Combine(files.Folder, "report.html"), drawing = Path.Combine(files.Folder, "bridge.svg");

        Assert.Equal("", ToolRun.Answer("report", "--format", "html", "--output", page));
        Assert.Equal("", ToolRun.Answer("report", "--chart", "mrr-bridge", "--output", drawing));
        Assert.EndsWith("</body></html>\n", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Equal(ToolRun.Answer("report", "--chart", "mrr-bridge"), File.ReadAllText(drawing));
        Assert.Equal(2, Directory.GetFiles(files.Folder).Length);
    }

    [Theory]
    [InlineData("--format", "json", "--format has no meaning with --chart")]
    [InlineData("--explain", "churnMrr", "--explain has no meaning with --chart")]
    public void AnOptionThatWouldBePassedOver_IsRefused(string option, string value, string expected) =>
        Assert.Contains(expected, ToolRun.Of("report", "--chart", "mrr", option, value).Error, StringComparison.Ordinal);

    [Fact]
    public void OtherCommands_HaveNoPage() =>
        Assert.Contains("--format 'html' is not valid; expected table, json, csv or markdown", ToolRun.Of("cohorts", "--format", "html").Error, StringComparison.Ordinal);

    [Fact]
    public void SeveralCurrencies_AreSectionsOfOnePage_AndNoChart()
    {
        using var files = new TemporaryFiles();
        string file = files.Write("book.csv", "customer_id,subscription_id,start_date,end_date,monthly_amount,currency\nada,s1,2026-01-05,,49,EUR\nbo,s2,2026-02-05,2026-03-09,30,USD\n");
        string page = ToolRun.Answer("report", "--subscriptions", file, "--format", "html");

        Assert.Contains("id=\"eur-mrr\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"usd-mrr\"", page, StringComparison.Ordinal);
        Assert.Contains("convert them with --rates", ToolRun.Of("report", "--subscriptions", file, "--chart", "mrr").Error, StringComparison.Ordinal);
    }

    /// <summary>Names with every character that XML, the library of charts and a reader may take for something else.</summary>
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a^{2}_{3}")]
    [InlineData("\u0001\u0007\uFFFE")]
    [InlineData("\uD800 half a pair")]
    [InlineData("\u202Egnp.exe")]
    [InlineData("style=\"fill:rgb(0,114,178)\" clipPath1\"")]
    [InlineData("]]> --> &amp; \" '")]
    [InlineData("a name that is far too long for the axis of any chart, and goes on")]
    public void AName_OfAnyCharacters_IsText(string name)
    {
        string drawing = Report(name).Chart("concentration").ToSvg();
        string[] labels = [.. XDocument.Parse(drawing).Descendants(Svg + "text").Select(text => text.Value)];
        string page = Report(name).ToHtml();

        Assert.Contains(labels, label => label.Length > 0 && (name.StartsWith(label.TrimEnd('…').Replace("\u2060", "", StringComparison.Ordinal), StringComparison.Ordinal) || label.Contains('\uFFFD')));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page);
        Assert.DoesNotContain('\u0001', page);
    }

    private static RetentionReport Report(string customer) => RetentionReport.Of(Months, new RetentionReportOptions
    {
        Revenue = RevenueTimeline.FromLevels([new RevenueLevel(customer, "s", Instant.FromUtc(2026, 1, 5, 0, 0), RecurringRevenue.PerMonth(Currency.Eur.Amount(49)))]),
    });
}
