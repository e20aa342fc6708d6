using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Reports;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class ReportPageExamples
{
    [Fact]
    public void RetentionReport_Of()
    {
        SubscriptionHistory history = [Subscription.Of("ada").Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur))];
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

        #region xml: RetentionReport
        RetentionReport report = RetentionReport.Of(quarter, new RetentionReportOptions { Subscriptions = history });
        string page = report.ToHtml();
        string bridge = report.Chart("mrr-bridge").ToSvg();
        Show(report.Charts[2]); // mrr-bridge: MRR bridge of March 2026 in EUR
        #endregion

        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("<svg", bridge, StringComparison.Ordinal);
    }
}
