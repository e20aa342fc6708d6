using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Testing;

namespace Retention.Metrics.Reports.Tests;

/// <summary>What a page says, whatever shows it.</summary>
public sealed partial class PageTests
{
    private static readonly ReportingPeriods Quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

    /// <summary>The law of section 15 as a reader checks it: the lines that are shown, not the values behind them.</summary>
    [Fact]
    public void TheBridge_AddsUpAsItIsShown()
    {
        // 100.02 a year is 8.335 a month, and a third of 10.00 has no last digit: each line rounded by itself misses the closing.
        SubscriptionHistory history = SubscriptionHistory.Create(
        [
            Subscription.Of("ada").Starts(At(2025, 12, 5), RecurringPrice.Yearly(100.02m, Currency.Eur)),
            Subscription.Of("bo").Starts(At(2026, 3, 5), RecurringPrice.Yearly(4.004m, Currency.Eur)),
            Subscription.Of("cy").Starts(At(2026, 3, 6), RecurringPrice.Yearly(4.004m, Currency.Eur)),
            Subscription.Of("ada").ChangesPrice(At(2026, 3, 9), RecurringPrice.Yearly(104.05m, Currency.Eur)),
        ]);
        string page = RetentionReport.Of(Quarter, new RetentionReportOptions { Subscriptions = history }).ToHtml();
        string bridge = page[page.IndexOf("<figure class=\"card\" id=\"mrr-bridge\"", StringComparison.Ordinal)..];
        bridge = bridge[..bridge.IndexOf("</figure>", StringComparison.Ordinal)];

        decimal sum = 0m;
        foreach (Match line in BridgeLine().Matches(bridge))
        {
            decimal amount = decimal.Parse(line.Groups["amount"].ValueSpan, NumberStyles.Number, CultureInfo.InvariantCulture);
            if (line.Groups["name"].Value == "closingMrr")
            {
                Assert.Equal(amount, sum);
                Assert.Equal(9.34m, amount);
                return;
            }

            sum += line.Groups["sign"].Value == "−" ? -amount : amount;
        }

        Assert.Fail("There is no closing.");
    }

    [Fact]
    public void APeriodThatHasNotEnded_IsMarked_AndIsNotTheHeadline()
    {
        string page = Report(new RetentionReportOptions { Subscriptions = Small, DataEnd = At(2026, 3, 12) }).ToHtml();

        Assert.Contains("February 2026 at a glance", page, StringComparison.Ordinal);
        Assert.Contains("2026-03 to date", page, StringComparison.Ordinal);
        Assert.Contains(">2026-03*<", page, StringComparison.Ordinal);
        Assert.Contains("Data up to", page, StringComparison.Ordinal);
        Assert.Contains("2026-03-12 12:00 Z", page, StringComparison.Ordinal);
    }

    [Fact]
    public void APeriodAheadOfTheData_IsUpcoming() =>
        Assert.Contains("2026-03 upcoming", Report(new RetentionReportOptions { Subscriptions = Small, DataEnd = At(2026, 2, 12) }).ToHtml(), StringComparison.Ordinal);

    [Fact]
    public void WithoutACompletePeriod_ThePageSaysSo()
    {
        RetentionReport report = Report(new RetentionReportOptions { Subscriptions = Small, DataEnd = At(2026, 1, 20) });

        Assert.Contains("No period is complete", report.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("has no facts for the chart mrr-bridge", Assert.Throws<ArgumentException>(() => report.Chart("mrr-bridge")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsUndefined_HasItsReason_AndIsNotZero()
    {
        string page = Report(new RetentionReportOptions { Subscriptions = Small }).ToHtml();

        Assert.Contains("–<span class=\"vh\"> undefined: no MRR twelve months before the end</span>", page, StringComparison.Ordinal);
        Assert.Contains("– Quick ratio: no contraction or churned MRR to divide by", page, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsThatDiffer_SourcesAndNotes_AreShown()
    {
        string page = Report(new RetentionReportOptions
        {
            Subscriptions = Small,
            Policy = MetricPolicy.Default with { Netting = Netting.PerDay },
            PolicyName = "ours",
            Sources = [new ReportSource("book.csv", 9, 4) { LeftOut = 2, Refused = 3, Remarks = ["line 7: the end is before the start"] }],
            Notes = ["rates of the central bank"],
            MadeBy = "billing 4.2",
            MadeWith = "make report",
        }).ToHtml();

        Assert.Contains("1 of ", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>netting</bdi></th><td><bdi>perDay</bdi></td><td><bdi>perPeriod</bdi></td>", page, StringComparison.Ordinal);
        Assert.All(new[] { "book.csv: line 7: the end is before the start", "rates of the central bank", "billing 4.2", "make report", ">9</td>" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public void TheSample_SaysThatItIsOne_InThePageAndInACharts()
    {
        RetentionReport report = Report(new RetentionReportOptions { Subscriptions = Small, IsSample = true });

        Assert.Contains("figures of the built-in sample", report.ToHtml(), StringComparison.Ordinal);
        Assert.All(report.Charts, chart => Assert.Contains("built-in sample", chart.ToSvg(), StringComparison.Ordinal));
    }

    /// <summary>Revenue without events, orders alone, nobody at all: each gives a page of what there is.</summary>
    [Fact]
    public void APage_HoldsWhatThereAreFactsFor()
    {
        var ledger = RevenueTimeline.FromLevels([new RevenueLevel("ada", "s", At(2026, 1, 5), RecurringRevenue.PerMonth(Currency.Eur.Amount(49)))]);
        var orders = OrderTimeline.FromHistory(OrderHistory.Create([new Order("ada", At(2026, 1, 5), Currency.Eur.Amount(10))]));

        string ofLedger = Report(new RetentionReportOptions { Revenue = ledger }).ToHtml(), ofOrders = Report(new RetentionReportOptions { Orders = orders }).ToHtml();
        string ofNobody = Report(new RetentionReportOptions { Subscriptions = SubscriptionHistory.Create() }).ToHtml();

        Assert.DoesNotContain("id=\"churn-reasons\"", ofLedger, StringComparison.Ordinal);
        Assert.Contains("id=\"concentration\"", ofLedger, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"revenue\"", ofOrders, StringComparison.Ordinal);
        Assert.Contains("id=\"orders\"", ofOrders, StringComparison.Ordinal);
        Assert.Contains("No MRR", ofNobody.Replace("no MRR", "No MRR", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Report(new RetentionReportOptions()));
    }

    [Fact]
    public void UnlikeCurrencies_AreRefused() => Assert.Contains("Subscriptions are in EUR and orders in USD", Assert.Throws<ArgumentException>(() => Report(new RetentionReportOptions
    {
        Subscriptions = Small,
        Orders = OrderTimeline.FromHistory(OrderHistory.Create([new Order("ada", At(2026, 1, 5), Currency.Usd.Amount(10))])),
    })).Message, StringComparison.Ordinal);

    /// <summary>Whatever the history and the periods: a page without an exception, and drawings that XML can hold.</summary>
    [Fact]
    public void AnyHistory_HasAPage() => Law.ForAll(
        Arb.From(Any.SubscriptionScenario.Generator),
        scenario =>
        {
            RetentionReport report = RetentionReport.Of(scenario.Periods, new RetentionReportOptions { Subscriptions = SubscriptionHistory.Create(scenario.Events) });
            string page = report.ToHtml();

            Assert.EndsWith("</body></html>\n", page, StringComparison.Ordinal);
            Assert.Equal(Tags(page, "<td"), Tags(page, "</td>"));
            Assert.All(report.Charts, chart => XDocument.Parse(chart.ToSvg()));
        },
        new LawSettings { Cases = LawCases.AtMost(10) });

    [Fact]
    public void ThreeYearsOfMonths_AreWithinAMegabyte()
    {
        ReportingPeriods years = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2023, 1)).To(new YearMonth(2025, 12));
        SubscriptionEvent[] events = [.. Enumerable.Range(0, 360).SelectMany(i => Life(Subscription.Of($"customer-{i}"), At(2023 + (i % 3), 1 + (i / 30), 1 + (i % 28)), i))];
        string page = RetentionReport.Of(years, new RetentionReportOptions { Subscriptions = SubscriptionHistory.Create(events) }).ToHtml();

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page), 300_000, 1_000_000);

        static IEnumerable<SubscriptionEvent> Life(Subscription one, Instant start, int i) =>
        [
            one.Starts(start, RecurringPrice.Monthly(20m + i, Currency.Eur)),
            one.ChangesPrice(start + Duration.FromDays(40), RecurringPrice.Monthly(30m + i, Currency.Eur)),
            .. i % 3 == 0 ? new[] { one.Ends(start + Duration.FromDays(100 + i), ChurnReason.Voluntary) } : [],
        ];
    }

    private static int Tags(string page, string tag) => page.Split(tag + (tag[1] == '/' ? "" : ">")).Length - 1 + (tag[1] == '/' ? 0 : page.Split(tag + " ").Length - 1);

    private static SubscriptionHistory Small { get; } = SubscriptionHistory.Create(
    [
        Subscription.Of("ada").Starts(At(2026, 1, 5), RecurringPrice.Monthly(49m, Currency.Eur)),
        Subscription.Of("bo").Starts(At(2026, 2, 5), RecurringPrice.Monthly(20m, Currency.Eur)),
    ]);

    private static RetentionReport Report(RetentionReportOptions options) => RetentionReport.Of(Quarter, options);

    private static Instant At(int year, int month, int day) => Instant.FromUtc(year, month, day, 12, 0);

    [GeneratedRegex("<tr data-key=\"(?<name>\\w+)\"[^>]*><th scope=\"row\"><bdi>(?<sign>[+−]?)[^<]*</bdi></th><td class=\"n\" data-v=\"[^\"]*\">(?<amount>[0-9.,]+)</td>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BridgeLine();
}
