#region csv-report
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Csv;
#endregion

namespace DocumentedCode;

public sealed class CsvReport
{
    [Fact]
    public void Report()
    {
        #region csv-report
        SubscriptionImport import = CsvImport.Subscriptions("subscriptions.csv", new CsvImportOptions { Currency = Currency.Eur });
        RevenueTimeline timeline = RevenueTimeline.FromHistory(import.RequireValid().History);
        ReportingPeriods year = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 12));
        RollForwardRow march = timeline.RollForward(year)[2];
        Console.WriteLine(march.ClosingMrr.Monthly);  // 94.00 EUR
        Console.WriteLine(march.CustomerChurnRate);   // 1/3 = 0.333333
        #endregion
    }
}
