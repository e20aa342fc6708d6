using NodaTime;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Rivals.Library;

/// <summary>Each job in each mode, as a user of the library writes it. The default policy is the jobs' definition.</summary>
internal static class Ours
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    public static RevenueTimeline Timeline(OurLog log, ExecutionOptions execution) => RevenueTimeline.FromColumns<int, int>(Currency.Eur, log.Customers, log.Subscriptions, log.At, log.Amounts, execution);

    public static OrderTimeline Orders(OurLog log, ExecutionOptions execution) => OrderTimeline.FromColumns<int>(Currency.Eur, log.Customers, log.At, log.Amounts, execution);

    public static RollForward J1Mem(RevenueTimeline timeline, ExecutionOptions execution) => timeline.RollForward(Months, execution: execution);

    public static RevenueCohortTable J2Mem(RevenueTimeline timeline, ExecutionOptions execution) => timeline.Cohorts(Months, execution: execution);

    public static OrderMetrics J3Mem(OrderTimeline orders, ExecutionOptions execution) => orders.Metrics(Months, execution);

    public static RfmTable J4Mem(OrderTimeline orders, ExecutionOptions execution) => orders.Rfm(DateTimeZone.Utc, orders.LastOrder!.Value.InUtc().Date, execution);

    public static RollForward J1Log(OurLog log, ExecutionOptions execution) => J1Mem(Timeline(log, execution), execution);

    public static RevenueCohortTable J2Log(OurLog log, ExecutionOptions execution) => J2Mem(Timeline(log, execution), execution);

    public static OrderMetrics J3Log(OurLog log, ExecutionOptions execution) => J3Mem(Orders(log, execution), execution);

    public static RfmTable J4Log(OurLog log, ExecutionOptions execution) => J4Mem(Orders(log, execution), execution);

    public static RollForward J1Csv(string path, ExecutionOptions execution) => J1Mem(TimelineOf(path, execution), execution);

    public static RevenueCohortTable J2Csv(string path, ExecutionOptions execution) => J2Mem(TimelineOf(path, execution), execution);

    public static OrderMetrics J3Csv(string path, ExecutionOptions execution) => J3Mem(OrdersOf(path, execution), execution);

    public static RfmTable J4Csv(string path, ExecutionOptions execution) => J4Mem(OrdersOf(path, execution), execution);

    private static RevenueTimeline TimelineOf(string path, ExecutionOptions execution) => CsvImport.Levels(path, OurFiles.Subscriptions, execution).RequireValid().Timeline;

    private static OrderTimeline OrdersOf(string path, ExecutionOptions execution) => CsvImport.OrderTimeline(path, OurFiles.Orders, execution).RequireValid().Timeline;
}
