using NodaTime;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Rivals.Library;

/// <summary>Each job in each mode, as a user of the library writes it. The default policy is the jobs' definition.</summary>
internal static class Ours
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    public static RevenueTimeline Timeline(OurLog log, Execution execution) => RevenueTimeline.FromColumns<int, int>(Currency.Eur, log.Customers, log.Subscriptions, log.At, log.Amounts, execution);

    public static OrderBook Book(OurLog log, Execution execution) => OrderBook.FromColumns<int>(Currency.Eur, log.Customers, log.At, log.Amounts, execution);

    public static RollForward J1Mem(RevenueTimeline timeline, Execution execution) => timeline.RollForward(Months, execution: execution);

    public static RevenueCohortTable J2Mem(RevenueTimeline timeline, Execution execution) => timeline.Cohorts(Months, execution: execution);

    public static OrderMetrics J3Mem(OrderBook book, Execution execution) => book.Metrics(Months, execution);

    public static RfmTable J4Mem(OrderBook book, Execution execution) => book.Rfm(DateTimeZone.Utc, book.LastOrder!.Value.InUtc().Date, execution);

    public static RollForward J1Log(OurLog log, Execution execution) => J1Mem(Timeline(log, execution), execution);

    public static RevenueCohortTable J2Log(OurLog log, Execution execution) => J2Mem(Timeline(log, execution), execution);

    public static OrderMetrics J3Log(OurLog log, Execution execution) => J3Mem(Book(log, execution), execution);

    public static RfmTable J4Log(OurLog log, Execution execution) => J4Mem(Book(log, execution), execution);

    public static RollForward J1Csv(string path, Execution execution) => J1Mem(TimelineOf(path, execution), execution);

    public static RevenueCohortTable J2Csv(string path, Execution execution) => J2Mem(TimelineOf(path, execution), execution);

    public static OrderMetrics J3Csv(string path, Execution execution) => J3Mem(BookOf(path, execution), execution);

    public static RfmTable J4Csv(string path, Execution execution) => J4Mem(BookOf(path, execution), execution);

    private static RevenueTimeline TimelineOf(string path, Execution execution) => CsvImport.Ledger(path, OurFiles.Subscriptions, execution).RequireSound().Timeline;

    private static OrderBook BookOf(string path, Execution execution) => CsvImport.OrderBook(path, OurFiles.Orders, execution).RequireSound().Book;
}
