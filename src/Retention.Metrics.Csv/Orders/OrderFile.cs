using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Orders;

/// <summary>A file with a row for each order: <c>order_id, customer_id, ordered_at, amount, status, refunded</c>.</summary>
internal static class OrderFile
{
    public static OrderImport Read(CsvTable table, CsvImportOptions options)
    {
        var attributes = new CustomerAttributes(table);
        var rows = new List<OrderRow>();
        var first = new FirstLines(table, options);
        while (table.Read(out bool whole))
        {
            if (!first.LeavesOut(whole) && whole && TryRead(table, out Order order))
            {
                attributes.Add(order.Customer, order.OrderedAt);
                rows.Add(new OrderRow(order, table.Line));
            }
        }

        var checkedRows = CheckedOrders.Of(table, options.OrderLines, rows);
        return new OrderImport(
            checkedRows.History,
            new CsvRowCounts(
                table.RowsRead,
                checkedRows.Used,
                checkedRows.Repeated.Count,
                checkedRows.Superseded,
                Refused: table.RowsRead - first.LeftOut - checkedRows.Used - checkedRows.Repeated.Count - checkedRows.Superseded)
            { LeftOut = first.LeftOut },
            table.Refusals,
            checkedRows.Findings,
            checkedRows.Repeated.Listed,
            attributes.Of(checkedRows.History.Select(order => order.Customer)));
    }

    private static bool TryRead(CsvTable row, out Order order)
    {
        order = null!;
        string? customer = row.TextOrNull(Column.CustomerId), id = row.TextOrNull(Column.OrderId);
        if (customer is null)
        {
            return row.RefuseText(Column.CustomerId);
        }

        if (id is null && !row.IsEmpty(Column.OrderId))
        {
            return row.RefuseText(Column.OrderId);
        }

        if (!row.Timestamp(Column.OrderedAt, out Instant at)
            || !row.OptionalTimestamp(Column.RecordedAt, out Instant? recordedAt)
            || !row.CurrencyOfRow(out Currency currency)
            || !row.Amount(Column.Amount, currency, out Money amount)
            || !TryStatus(row, out OrderStatus status))
        {
            return false;
        }

        Money? refunded = null;
        if (!row.IsEmpty(Column.Refunded))
        {
            if (!row.Amount(Column.Refunded, currency, out Money paidBack))
            {
                return false;
            }

            refunded = paidBack;
        }

        order = new Order(customer, at, amount)
        {
            Id = id is null ? default(OrderId?) : new OrderId(id),
            Status = status,
            Refunded = refunded,
            RecordedAt = recordedAt,
        };
        return row.RequireText();
    }

    private static bool TryStatus(CsvTable row, out OrderStatus status)
    {
        status = OrderStatus.Completed;
        string word = row.Word(Column.Status);
        if (word.Length == 0)
        {
            return true;
        }

        switch (ColumnNames.Key(word))
        {
            case "completed" or "complete" or "paid" or "fulfilled":
                return true;
            case "cancelled" or "canceled" or "voided":
                status = OrderStatus.Cancelled;
                return true;
            case "refunded":
                status = OrderStatus.Refunded;
                return true;
            case "partiallyrefunded":
                return !row.IsEmpty(Column.Refunded) || row.Refuse(Column.Status, "a partial refund needs an amount in a column refunded");
            default:
                return row.Refuse(Column.Status, "a status is completed, cancelled, refunded or partially_refunded");
        }
    }
}
