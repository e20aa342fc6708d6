using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NodaTime;

namespace Retention.Metrics.Reports.Tests;

/// <summary>The section of churn by a signal.</summary>
public sealed partial class SignalSectionTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly ReportingPeriods Quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

    /// <summary>The rates are checked on paper where <c>retention signals</c> is tested; here both say the same of each group, digit for digit.</summary>
    [Theory]
    [InlineData("--signal", "count:login:30d", "--bounds", "0,5")]
    [InlineData("--signal", "days:*:60d", "--groups", "3")]
    [InlineData("--signal", "since-last")]
    public void EveryFigure_IsThatOfSignals(params string[] signal)
    {
        string[] files = ActivityFiles.BySignal[..^4];
        JsonElement[] groups = [.. ToolRun.Json(["signals", .. files, .. signal]).GetProperty("groups").EnumerateArray()];
        string[][] rows = Rows(ToolRun.Answer(["report", .. files, .. signal, "--format", "html"]));

        Assert.Equal(groups.Length, rows.Length);
        for (int i = 0; i < groups.Length; i++)
        {
            Assert.Equal([Digits(groups[i], "group", "values"), .. Figures.Select(name => Digits(groups[i], name))], rows[i]);
        }
    }

    /// <summary>With segments the last table has the groups of each, those of nobody left out.</summary>
    [Fact]
    public void EveryFigure_OfASegment_IsThatOfSignals()
    {
        string[] args = [.. ActivityFiles.BySignal, "--segment", "plan"];
        JsonElement[] groups = [.. ToolRun.Json(["signals", .. args]).GetProperty("groups").EnumerateArray().Where(group => group.GetProperty("segment").GetString() != "all" && group.GetProperty("atRisk").GetInt32() > 0)];
        string page = ToolRun.Answer(["report", .. args, "--format", "html"]);
        string[][] rows = Rows(page);

        Assert.True(groups.Select(group => group.GetProperty("segment").GetString()).Distinct().Count() > 1);
        Assert.Equal(groups.Length, rows.Length);
        for (int i = 0; i < groups.Length; i++)
        {
            Assert.Equal([$"{groups[i].GetProperty("segment").GetString()}/{Digits(groups[i], "group", "values")}", .. Figures.Select(name => Digits(groups[i], name))], rows[i]);
        }

        Assert.Contains("The groups are the same in every segment", Section(page), StringComparison.Ordinal);
        Assert.DoesNotContain("The groups are the same in every segment", ToolRun.Answer(["report", .. ActivityFiles.BySignal, "--format", "html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSection_SaysWhatWasMeasured_AndThatASignalIsNotACause()
    {
        string section = Section(ToolRun.Answer(["report", .. ActivityFiles.BySignal, "--format", "html"]));

        Assert.Contains("By count:login:30d at the start of each period, from facts before it; bounds 0, 5; over 2026-01 to 2026-03.", section, StringComparison.Ordinal);
        Assert.Contains("Customers in the higher groups leave less: Cochran–Armitage z = -2.07, p = 0.03843. A signal is not a cause.", section, StringComparison.Ordinal);
        Assert.Contains("undefined: nobody is in the group", section, StringComparison.Ordinal);
        Assert.Contains(">50.00%<", section, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutASignal_ThereIsNoSection_AndNoChart()
    {
        string page = ToolRun.Answer(["report", .. ActivityFiles.BySignal[..^4], "--format", "html"]);

        Assert.DoesNotContain("signal-section", page, StringComparison.Ordinal);
        Assert.Contains("no facts for the chart churn-by-signal", ToolRun.Of("report", "--chart", "churn-by-signal").Error, StringComparison.Ordinal);
    }

    /// <summary>Those with a value above 0 leave, those with 0 stay: then those with 0 leave, and nobody does.</summary>
    [Theory]
    [InlineData(1, "Customers in the higher groups leave more")]
    [InlineData(0, "Customers in the higher groups leave less")]
    [InlineData(-1, "No trend: nobody or everybody was lost")]
    public void TheTrend_IsSaidInWords(int leaving, string words)
    {
        string page = Report(leaving, Quarter.End).ToHtml();

        Assert.Contains(words, Section(page), StringComparison.Ordinal);
        Assert.Contains("By &lt;b&gt;plan&lt;/b&gt; at the start", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>plan", page, StringComparison.Ordinal);
        _ = XDocument.Parse(Report(leaving, Quarter.End).Chart("churn-by-signal").ToSvg());
    }

    [Fact]
    public void WithoutACompletePeriod_TheSectionSaysSo()
    {
        RetentionReport report = Report(1, Instant.FromUtc(2026, 1, 20, 0, 0));

        Assert.Contains("No period is complete.", Section(report.ToHtml()), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => report.Chart("churn-by-signal"));
    }

    [Fact]
    public void ManyGroups_AreDrawnWithSomeOfTheirNames()
    {
        string drawing = ToolRun.Answer(["report", .. ActivityFiles.BySignal[..^2], "--bounds", string.Join(',', Enumerable.Range(0, 60)), "--chart", "churn-by-signal"]);
        RetentionReport many = RetentionReport.Of(Quarter, Options(1) with { Signal = Number, SignalGroups = SignalGroups.Bounds([.. Enumerable.Range(0, 30).Select(i => (double)i)]) });
        XElement drawn = XDocument.Parse(many.Chart("churn-by-signal").ToSvg()).Root!;

        Assert.Contains("0 or less", drawing, StringComparison.Ordinal);
        Assert.InRange(drawn.Descendants(Svg + "text").Count(text => text.Value.StartsWith("over ", StringComparison.Ordinal)), 5, 10);
    }

    [Fact]
    public void OrdersAlone_HaveNoChurnByASignal()
    {
        var orders = OrderTimeline.FromHistory(OrderHistory.Create([new Order("ada", Instant.FromUtc(2026, 1, 5, 0, 0), Currency.Eur.Amount(10))]));

        Assert.Contains("needs subscriptions or revenue", Assert.Throws<ArgumentException>(() => RetentionReport.Of(Quarter, new RetentionReportOptions { Orders = orders, Signal = Number })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--signal adds a section to a page: it needs --format html or --chart", "--signal", "count")]
    [InlineData("--groups has no meaning without --signal", "--format", "html", "--groups", "3")]
    [InlineData("--bounds has no meaning without --signal", "--format", "html", "--bounds", "3")]
    [InlineData("give one of them", "--format", "html", "--signal", "count", "--bounds", "3", "--groups", "3")]
    [InlineData("No activity has the kind 'logins'", "--format", "html", "--signal", "count:logins")]
    [InlineData("--signal rfm needs a file of orders", "--format", "html", "--signal", "rfm:recency")]
    [InlineData("--signal score needs a file of responses", "--format", "html", "--signal", "score")]
    public void BadInput_IsRefused(string expected, params string[] wrong)
    {
        ToolRun run = ToolRun.Of(["report", .. ActivityFiles.BySignal[..^4], .. wrong]);

        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private static readonly string[] Figures = ["atRisk", "lost", "churnRate", "lower", "upper", "mrrAtRisk", "mrrLost", "mrrLossRate", "lift"];

    private static Signal Number { get; } = Signal.Of("number", (customer, instant) => new SignalValue(int.Parse(customer.Value[1..], CultureInfo.InvariantCulture), Instant.FromUtc(2026, 1, 1, 0, 0) - Duration.FromDays(1)));

    private static RetentionReportOptions Options(int leaving)
    {
        SubscriptionEvent[] events = [.. Enumerable.Range(0, 40).SelectMany(i => Life(Subscription.Of($"c{i}"), i % 2 == leaving))];
        return new RetentionReportOptions { Subscriptions = SubscriptionHistory.Create(events) };

        static IEnumerable<SubscriptionEvent> Life(Subscription one, bool leaves) =>
        [
            one.Starts(Instant.FromUtc(2025, 12, 5, 0, 0), RecurringPrice.Monthly(20m, Currency.Eur)), .. leaves ? new[] { one.Ends(Instant.FromUtc(2026, 3, 9, 0, 0), ChurnReason.Voluntary) } : [],
        ];
    }

    private static RetentionReport Report(int leaving, Instant end) => RetentionReport.Of(Quarter, Options(leaving) with
    {
        DataEnd = end,
        Signal = Signal.Of("<b>plan</b>", (customer, instant) => new SignalValue(int.Parse(customer.Value[1..], CultureInfo.InvariantCulture) % 2, Instant.FromUtc(2025, 12, 6, 0, 0))),
        SignalGroups = SignalGroups.Bounds(0),
    });

    private static string Section(string page)
    {
        string section = page[page.IndexOf("<section id=\"signal-section\"", StringComparison.Ordinal)..];
        return section[..section.IndexOf("</section>", StringComparison.Ordinal)];
    }

    /// <summary>The key of each row of the wide table, and the digits of its figures.</summary>
    private static string[][] Rows(string page)
    {
        string section = Section(page), table = section[section.LastIndexOf("<tbody>", StringComparison.Ordinal)..];
        return [.. TableRow().Matches(table).Select(row => (string[])[row.Groups["key"].Value, .. Value().Matches(row.Value).Select(cell => cell.Groups["digits"].Value)])];
    }

    /// <summary>The digits of JSON; nothing where it is undefined, which the page leaves out too.</summary>
    private static string Digits(JsonElement group, string name, string otherwise = "") => group.GetProperty(name) switch
    {
        { ValueKind: JsonValueKind.Null } => otherwise.Length == 0 ? "" : group.GetProperty(otherwise).GetString()!,
        { ValueKind: JsonValueKind.Object } ratio => ratio.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetRawText() : "",
        var figure => figure.GetRawText(),
    };

    [GeneratedRegex("<tr data-key=\"(?<key>[^\"]*)\".*?</tr>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex TableRow();

    [GeneratedRegex("<td class=\"n\"( data-v=\"(?<digits>[^\"]*)\")?>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();
}
