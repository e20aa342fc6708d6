#region retention-page
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Reports;
#endregion

namespace DocumentedCode;

public sealed class RetentionPage
{
    [Fact]
    public void APage_AndAChart()
    {
        #region retention-page
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            bo.Starts(Instant.FromUtc(2026, 2, 3, 9, 0), RecurringPrice.Monthly(20m, Currency.Eur)),
            bo.Ends(Instant.FromUtc(2026, 3, 20, 9, 0), ChurnReason.Voluntary),
        ];
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
        RetentionReport report = RetentionReport.Of(quarter, new RetentionReportOptions { Subscriptions = history });
        string page = report.ToHtml();
        string bridge = report.Chart("mrr-bridge").ToSvg();
        Console.WriteLine(report);           // Retention report, 2026-01 … 2026-03
        Console.WriteLine(report.Charts[2]); // mrr-bridge: MRR bridge of March 2026 in EUR
        Console.WriteLine(page[..15]);       // <!DOCTYPE html>
        Console.WriteLine(bridge[..5]);      // <?xml
        #endregion
    }
}
