using System.Collections;
using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>A file with a row for each completed order: <c>customer_id, ordered_at, amount, order_id</c>.</summary>
internal static class OrderBookFile
{
    public static OrderBookImport Read(CsvTable table, CsvImportOptions options, Execution execution)
    {
        RequireCompletedOrders(table);
        using var rows = new FileRows(table.Has(Column.OrderId), table, execution.Stage(0, FileRows.ShareOfReading));
        var currency = new OneCurrency(table, options.Currency);
        var impossible = new ImpossibleAmounts();
        ReadRows(table, options, rows, currency, impossible);
        rows.Complete();

        var findings = new List<CsvFinding>();
        long repeated = table.Has(Column.OrderId) ? TakeOutDuplicates(rows, findings) : 0;
        impossible.TakeOut(rows, findings);
        long used = rows.Store.Count;
        OrderBook book = OrderBook.OfRows(currency.OfFile, rows.Store, rows.Customers, rows.CustomerTexts, execution.Stage(FileRows.ShareOfReading, 1));
        return new OrderBookImport(
            book,
            new CsvRowCounts(table.RowsRead, used, repeated, Superseded: 0, Refused: table.RowsRead - used - repeated),
            table.Refusals,
            [.. findings.OrderBy(finding => finding.Lines[0])]);
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

    private static void ReadRows(CsvTable table, CsvImportOptions options, FileRows rows, OneCurrency currency, ImpossibleAmounts impossible)
    {
        while (table.Read(out bool whole))
        {
            ReadOnlySpan<byte> order = FileRows.NoId;
            if (whole
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

            millionths = impossible.NumberOf(amount) ?? Millionths(amount);
        }

        currencies.Accept(currency);
        return true;
    }

    private static long Millionths(Money amount)
    {
        _ = RecurringRevenue.TryMillionths(amount.Amount, out Int128 millionths);
        return (long)millionths;
    }

    /// <summary>Takes out orders that came before under the same id, and all of an id that comes with several contents.</summary>
    /// <returns>How many say the same as one before.</returns>
    private static long TakeOutDuplicates(FileRows rows, List<CsvFinding> findings)
    {
        HashSet<int> several = IdsThatComeAgain(rows);
        if (several.Count == 0)
        {
            return 0;
        }

        long repeated = 0;
        var contradicted = new HashSet<int>();
        foreach (IGrouping<int, (EventRow Row, long Line)> order in rows.Where(row => several.Contains(row.Subscription)).GroupBy(one => one.Row.Subscription))
        {
            (EventRow Row, long Line)[] all = [.. order];
            int contents = all.DistinctBy(one => (one.Row.Customer, one.Row.Ticks, one.Row.Amount)).Count();
            if (contents == 1)
            {
                repeated += all.Length - 1;
            }
            else
            {
                _ = contradicted.Add(order.Key);
                findings.Add(new CsvFinding([.. all.Select(one => one.Line)], FindingKind.ConflictingDuplicate, FormattableString.Invariant($"order {rows.SubscriptionTexts(order.Key)} comes with {contents} contents")));
            }
        }

        var kept = new HashSet<int>();
        rows.RemoveAll(row => several.Contains(row.Subscription) && (contradicted.Contains(row.Subscription) || !kept.Add(row.Subscription)));
        return repeated;
    }

    private static HashSet<int> IdsThatComeAgain(FileRows rows)
    {
        var seen = new BitArray(rows.Subscriptions);
        var several = new HashSet<int>();
        foreach (ArraySegment<EventRow> block in rows.Store.Blocks())
        {
            foreach (ref readonly EventRow row in block.AsSpan())
            {
                if (row.Subscription != rows.NumberOfNoId && seen[row.Subscription])
                {
                    _ = several.Add(row.Subscription);
                }

                seen[row.Subscription] = true;
            }
        }

        return several;
    }

    /// <summary>Amounts that no order can have. Their rows stay until it is known which orders came again: numbered below 0, where no amount is.</summary>
    private sealed class ImpossibleAmounts
    {
        private readonly Dictionary<Money, long> numbers = [];
        private readonly List<Money> amounts = [];

        /// <summary>The number of an amount, unless it is one that an order can have.</summary>
        public long? NumberOf(Money amount)
        {
            if (numbers.TryGetValue(amount, out long number))
            {
                return number;
            }

            if (OrderHistory.Problem(new Order("somebody", Instant.MinValue, amount)) is null)
            {
                return null;
            }

            amounts.Add(amount);
            numbers.Add(amount, -amounts.Count);
            return -amounts.Count;
        }

        public void TakeOut(FileRows rows, List<CsvFinding> findings)
        {
            if (amounts.Count == 0)
            {
                return;
            }

            foreach ((EventRow row, long line) in rows.Where(row => row.Amount < 0))
            {
                bool named = row.Subscription != rows.NumberOfNoId && rows.IsNamed;
                var order = new Order(rows.CustomerTexts(row.Customer), Instant.FromUnixTimeTicks(row.Ticks), amounts[(int)(-row.Amount - 1)])
                {
                    Id = named ? new OrderId(rows.SubscriptionTexts(row.Subscription)) : default(OrderId?),
                };
                (FindingKind kind, string message) = OrderHistory.Problem(order)!.Value;
                findings.Add(new CsvFinding([line], kind, OrderHistory.Told(order, message)));
            }

            rows.RemoveAll(row => row.Amount < 0);
        }
    }
}
