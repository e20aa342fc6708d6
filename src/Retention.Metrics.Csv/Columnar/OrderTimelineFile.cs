using Retention.Metrics.Csv.Orders;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>A file with a row for each completed order: <c>customer_id, ordered_at, amount, order_id</c>.</summary>
internal static class OrderTimelineFile
{
    public static OrderTimelineImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        RequireCompletedOrders(table);
        using var rows = new FileRows(table.Has(Column.OrderId), table, execution.Stage(0, FileRows.ShareOfReading));
        var currency = new OneCurrency(table, options.Currency);
        var impossible = new ImpossibleAmounts();
        var first = new FirstLines(table, options);
        ReadRows(table, options, rows, currency, impossible, first);
        rows.Complete();

        var repeats = new RepeatedOrders(table, options.OrderLines, rows, currency.OfFile, impossible);
        if (table.Has(Column.OrderId))
        {
            repeats.TakeOut();
        }

        List<CsvFinding> findings = repeats.Findings;
        impossible.TakeOut(rows, findings, repeats.LinesOfSums);
        long used = rows.Store.Count + repeats.LinesBeyondFirst(rows), repeated = repeats.Repeated.Count;
        OrderTimeline book = OrderTimeline.FromRows(currency.OfFile, rows.Store, rows.Customers, rows.CustomerTexts, execution.Stage(FileRows.ShareOfReading, 1));
        return new OrderTimelineImport(
            book,
            new CsvRowCounts(table.RowsRead, used, repeated, Superseded: 0, Refused: table.RowsRead - first.LeftOut - used - repeated) { LeftOut = first.LeftOut },
            table.Refusals,
            [.. findings.OrderBy(finding => finding.Lines[0])],
            repeats.Repeated.Listed);
    }

    /// <summary>What became of an order later is for a history to follow.</summary>
    private static void RequireCompletedOrders(CsvTable table)
    {
        Column[] beyond = [.. new[] { Column.Status, Column.Refunded, Column.RecordedAt }.Where(table.Has)];
        if (beyond.Length > 0)
        {
            throw new InvalidDataException($"the header has {string.Join(" and ", beyond.Select(ColumnNames.Of))}; a book straight from a file is of orders that are completed: read the file as a history of orders");
        }
    }

    private static void ReadRows(CsvTable table, CsvImportOptions options, FileRows rows, OneCurrency currency, ImpossibleAmounts impossible, FirstLines first)
    {
        while (table.Read(out bool whole))
        {
            ReadOnlySpan<byte> order = FileRows.NoId;
            if (!first.LeavesOut(whole)
                && whole
                && (table.Name(Column.CustomerId, out ReadOnlySpan<byte> customer) || table.RefuseText(Column.CustomerId))
                && (table.IsEmpty(Column.OrderId) || table.Name(Column.OrderId, out order) || table.RefuseText(Column.OrderId))
                && table.Ticks(Column.OrderedAt, out long ticks)
                && TryAmount(table, options, currency, impossible, out long millionths))
            {
                rows.Add(customer, order, ticks, millionths, table.Line);
            }
        }
    }

    private static bool TryAmount(CsvTable table, CsvImportOptions options, OneCurrency currencies, ImpossibleAmounts impossible, out long millionths)
    {
        millionths = 0;
        if (!currencies.TryRead(out Currency currency))
        {
            return false;
        }

        if (!PlainAmount.TryRead(table.Cell(Column.Amount), options.MinorUnits ? currency.MillionthsPerMinorUnit : 0, out millionths))
        {
            if (!table.Amount(Column.Amount, currency, out Money amount))
            {
                return false;
            }

            millionths = impossible.NumberOf(amount);
        }

        currencies.Accept(currency);
        return true;
    }
}
