using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Rivals.Library;

/// <summary>Each job in each mode, as a user of the library writes it. The default policy is the jobs' definition.</summary>
internal static class Ours
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    public static RevenueTimeline Timeline(OurLog log) => RevenueTimeline.FromColumns<int, int>(Currency.Eur, log.Customers, log.Subscriptions, log.At, log.Amounts);

    public static OrderBook Book(OurLog log) => OrderBook.FromColumns<int>(Currency.Eur, log.Customers, log.At, log.Amounts);

    public static RollForward J1Mem(RevenueTimeline timeline, Execution execution) => timeline.RollForward(Months, execution: execution);

    public static RevenueCohortTable J2Mem(RevenueTimeline timeline, Execution execution) => timeline.Cohorts(Months, execution: execution);

    public static OrderMetrics J3Mem(OrderBook book, Execution execution) => book.Metrics(Months, execution);

    /// <remarks>The summary takes no <see cref="Execution"/>: it is made on one thread.</remarks>
    public static PurchaseSummary J4Mem(OrderBook book, Execution execution)
    {
        _ = execution;
        return PurchaseSummary.Of(book, DateTimeZone.Utc, book.LastOrder!.Value.InUtc().Date, ModelUnit.Day);
    }

    public static RollForward J1Log(OurLog log, Execution execution) => J1Mem(Timeline(log), execution);

    public static RevenueCohortTable J2Log(OurLog log, Execution execution) => J2Mem(Timeline(log), execution);

    public static OrderMetrics J3Log(OurLog log, Execution execution) => J3Mem(Book(log), execution);

    public static PurchaseSummary J4Log(OurLog log, Execution execution) => J4Mem(Book(log), execution);

    public static RollForward J1Csv(string path, Execution execution) => J1Mem(TimelineOf(path), execution);

    public static RevenueCohortTable J2Csv(string path, Execution execution) => J2Mem(TimelineOf(path), execution);

    public static OrderMetrics J3Csv(string path, Execution execution) => J3Mem(BookOf(path), execution);

    public static PurchaseSummary J4Csv(string path, Execution execution) => J4Mem(BookOf(path), execution);

    private static RevenueTimeline TimelineOf(string path) => RevenueTimeline.FromHistory(CsvImport.Subscriptions(path, OurFiles.Subscriptions).RequireSound().History);

    private static OrderBook BookOf(string path) => OrderBook.FromHistory(CsvImport.Orders(path, OurFiles.Orders).RequireSound().History);
}
