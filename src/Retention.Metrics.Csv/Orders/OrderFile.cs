using Retention.Metrics.Csv.Columnar;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Orders;

/// <summary>A file with a row for each order: <c>order_id, customer_id, ordered_at, amount, status, refunded</c>.</summary>
internal static class OrderFile
{
    /// <summary>About which share of the work reading is; the rest is building the columns of a timeline.</summary>
    private const double ShareOfReading = 0.7;

    public static OrderImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        OrderFileRows rows = OrderReader.Read(table, options, oneCurrency: null, isHistory: true, execution);
        var orders = CheckedOrders.Of(table, options.OrderLines, rows);
        OrderHistory history = orders.History;
        return new OrderImport(history, Counts(table, orders), table.Refusals, orders.Findings, orders.Repeated.Listed, rows.Attributes.Of(history.Facts.CustomerIds, () => history.Rows().Select(row => history.Facts.Customers[row])));
    }

    /// <summary>Reads completed orders in one currency into a timeline.</summary>
    public static OrderTimelineImport ReadTimeline(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        RequireCompletedOrders(table);
        var currency = new OneCurrency(options.Currency);
        OrderFileRows rows = OrderReader.Read(table, options, currency, isHistory: false, execution.Stage(0, ShareOfReading));
        var orders = CheckedOrders.Of(table, options.OrderLines, rows);
        var timeline = Metrics.OrderTimeline.FromHistory(orders.History, MetricPolicy.Default, execution.Stage(ShareOfReading, 1), currency.OfFile);
        return new OrderTimelineImport(timeline, Counts(table, orders), table.Refusals, orders.Findings, orders.Repeated.Listed);
    }

    /// <summary>What became of an order later is for a history to follow.</summary>
    private static void RequireCompletedOrders(CsvTable table)
    {
        Column[] beyond = [.. new[] { Column.Status, Column.Refunded, Column.RecordedAt }.Where(table.Has)];
        if (beyond.Length > 0)
        {
            throw new InvalidDataException($"the header has {string.Join(" and ", beyond.Select(ColumnNames.Of))}; an order timeline read directly from a file holds completed orders only: read the file as a history of orders");
        }
    }

    private static CsvRowCounts Counts(CsvTable table, CheckedOrders orders) =>
        new(table.RowsRead, orders.Used, orders.Repeated.Count, orders.Superseded, Refused: table.RowsRead - table.LeftOut.Total - orders.Used - orders.Repeated.Count - orders.Superseded) { LeftOut = table.LeftOut.Total };
}
