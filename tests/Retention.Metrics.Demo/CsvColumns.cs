#region csv-columns
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Csv;
#endregion

namespace DocumentedCode;

public sealed class CsvColumns
{
    [Fact]
    public void Columns()
    {
        #region csv-columns
        var options = new CsvImportOptions { Currency = Currency.Eur };
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

        TimelineImport ledger = CsvImport.Levels("ledger.csv", options);
        Console.WriteLine(ledger.RequireValid().Timeline.RollForward(march)[0].ClosingMrr.Monthly);  // 94.00 EUR

        var ours = new Dictionary<string, string> { ["order_id"] = "number", ["ordered_at"] = "date", ["amount"] = "total" };
        OrderTimelineImport shop = CsvImport.OrderTimeline("shop-orders.csv", options with { Columns = ours });
        Console.WriteLine($"{shop.Rows.Used} orders of {shop.RequireValid().Timeline.CustomerCount} customers");  // 4 orders of 3 customers
        #endregion
    }
}
