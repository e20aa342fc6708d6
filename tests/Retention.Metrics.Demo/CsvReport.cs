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
        RevenueTimeline timeline = RevenueTimeline.FromHistory(import.RequireSound().History);
        ReportingPeriods year = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 12));

        foreach (RollForwardRow month in timeline.RollForward(year))
        {
            Console.WriteLine($"{month.Period}: {month.ClosingMrr.Monthly}, churn {month.CustomerChurnRate}");
        }
        #endregion

        Assert.Equal("0.3333", timeline.RollForward(year)[2].CustomerChurnRate.Value?.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture));
    }
}
