using Retention.Metrics.Csv.Columnar;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Orders;

/// <summary>Reads the rows of a file of orders into columns.</summary>
internal sealed class OrderReader
{
    private const int Ids = 1;

    private readonly CsvTable table;
    private readonly CsvImportOptions options;
    private readonly NumberedIds ids;
    private readonly OneCurrency? oneCurrency;
    private readonly bool hasIds;
    private readonly OrderContents contents = new();
    private readonly ColumnBlocks<long> ticksOf = new();
    private readonly ColumnBlocks<long> contentOf = new();
    private readonly SparseInstants recorded = new();
    private readonly CellCache<Currency> currencies = new();
    private readonly CellCache<StatusWord> statuses = new();

    private OrderReader(CsvTable table, CsvImportOptions options, OneCurrency? oneCurrency, NumberedIds ids)
    {
        this.table = table;
        this.options = options;
        this.oneCurrency = oneCurrency;
        this.ids = ids;
        hasIds = table.Has(Column.OrderId);
    }

    private enum StatusWord
    {
        Completed,
        Cancelled,
        Refunded,
        PartiallyRefunded,
    }

    /// <summary>Reads all rows.</summary>
    /// <param name="table">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="oneCurrency">The currency of the file, where it must be one.</param>
    /// <param name="isHistory">Whether the columns beside ours are read: attributes of the customers.</param>
    /// <param name="execution">How many threads take part.</param>
    public static OrderFileRows Read(CsvTable table, CsvImportOptions options, OneCurrency? oneCurrency, bool isHistory, ExecutionOptions execution)
    {
        using var ids = new NumberedIds(table.Has(Column.OrderId) ? 2 : 1, table, isHistory, execution);
        var reader = new OrderReader(table, options, oneCurrency, ids);
        var first = new FirstLines(table, options);
        while (table.Read(out bool whole))
        {
            if (!first.LeavesOut(whole) && whole)
            {
                reader.ReadRow(isHistory);
            }
        }

        ids.Complete();
        return new OrderFileRows(reader.Facts(), ids.Lines, ids.Attributes, first.LeftOut);
    }

    private OrderFacts Facts()
    {
        if (hasIds && ids.Find(Ids, NumberedIds.NoId) is >= 0 and var noId)
        {
            for (int row = 0; row < ticksOf.Count; row++)
            {
                ref int id = ref ids[Ids][row];
                id = id == noId ? OrderFacts.NoId : id;
            }
        }

        IFactIds<OrderId> orders = ids.Texts(hasIds ? Ids : NumberedIds.Customers, static text => new OrderId(text), keeps: false);
        return new OrderFacts(ids.Texts(NumberedIds.Customers, static text => new CustomerId(text), keeps: true), orders)
        {
            Customers = ids[NumberedIds.Customers],
            Ids = hasIds ? ids[Ids] : null,
            Ticks = ticksOf,
            Contents = contentOf,
            Recorded = recorded,
            Table = contents,
        };
    }

    private void ReadRow(bool isHistory)
    {
        ReadOnlySpan<byte> order = NumberedIds.NoId;
        if (!(table.Name(Column.CustomerId, out ReadOnlySpan<byte> customer) || table.RefuseText(Column.CustomerId))
            || !(!hasIds || table.IsEmpty(Column.OrderId) || table.Name(Column.OrderId, out order) || table.RefuseText(Column.OrderId))
            || !table.Ticks(Column.OrderedAt, out long ticks, out byte nanoseconds)
            || !TryRecorded(out long recordedTicks, out byte recordedNanoseconds)
            || !TryContent(nanoseconds, out long content)
            || (isHistory && !table.RequireText()))
        {
            return;
        }

        ids.Add(NumberedIds.Customers, customer);
        if (hasIds)
        {
            ids.Add(Ids, order);
        }

        ticksOf.Add(ticks);
        contentOf.Add(content);
        recorded.Add(recordedTicks, recordedNanoseconds);
        ids.EndRow(new FactInstant(ticks, nanoseconds));
    }

    private bool TryRecorded(out long ticks, out byte nanoseconds)
    {
        (ticks, nanoseconds) = (SparseInstants.None, 0);
        return table.IsEmpty(Column.RecordedAt) || table.Ticks(Column.RecordedAt, out ticks, out nanoseconds);
    }

    private bool TryContent(byte nanoseconds, out long content)
    {
        content = 0;
        if (!TryCurrency(out Currency currency) || !TryAmount(Column.Amount, currency, out long millionths, out int scale, out Money? other))
        {
            return false;
        }

        oneCurrency?.Accept(currency);
        if (!TryStatus(out OrderStatus status))
        {
            return false;
        }

        Money? refunded = null;
        if (!table.IsEmpty(Column.Refunded))
        {
            if (!TryAmount(Column.Refunded, currency, out long refund, out _, out refunded))
            {
                return false;
            }

            refunded ??= new Money(refund / (decimal)RecurringRevenue.MillionthsPerUnit, currency);
        }

        if (nanoseconds > 0 || other is not null || refunded is { Amount: not 0m } || !contents.TryUsual(millionths, scale, currency, status, refunded is not null, out content))
        {
            Money amount = other ?? new Money(millionths / (decimal)RecurringRevenue.MillionthsPerUnit, currency);
            content = contents.Of(new OrderContent(amount, status, refunded, nanoseconds));
        }

        return true;
    }

    private bool TryCurrency(out Currency currency)
    {
        if (oneCurrency is not null)
        {
            return oneCurrency.TryRead(out currency);
        }

        currency = options.Currency;
        if (table.IsEmpty(Column.Currency) || currencies.TryFind(table.Cell(Column.Currency), out currency))
        {
            return true;
        }

        if (!table.CurrencyOfRow(out currency))
        {
            return false;
        }

        _ = currencies.Add(table.Cell(Column.Currency), currency);
        return true;
    }

    /// <summary>Reads an amount: in millionths where it is as most are, and else as what it is.</summary>
    private bool TryAmount(Column column, Currency currency, out long millionths, out int scale, out Money? other)
    {
        other = null;
        if (PlainAmount.TryRead(table.Cell(column), options.MinorUnits ? currency.MillionthsPerMinorUnit : 0, out millionths, out scale))
        {
            scale = options.MinorUnits ? PlainAmount.DecimalsOf(millionths, currency) : scale;
            return true;
        }

        bool read = table.Amount(column, currency, out Money amount);
        other = amount;
        return read;
    }

    private bool TryStatus(out OrderStatus status)
    {
        status = OrderStatus.Completed;
        if (table.IsEmpty(Column.Status))
        {
            return true;
        }

        if (!statuses.TryFind(table.Cell(Column.Status), out StatusWord word))
        {
            if (WordOf(ColumnNames.Key(table.Word(Column.Status))) is not { } known)
            {
                return table.Refuse(Column.Status, "a status is completed, cancelled, refunded or partially_refunded");
            }

            word = statuses.Add(table.Cell(Column.Status), known);
        }

        status = word switch
        {
            StatusWord.Cancelled => OrderStatus.Cancelled,
            StatusWord.Refunded => OrderStatus.Refunded,
            _ => OrderStatus.Completed,
        };
        return word != StatusWord.PartiallyRefunded || !table.IsEmpty(Column.Refunded) || table.Refuse(Column.Status, "a partial refund needs an amount in a column refunded");
    }

    private static StatusWord? WordOf(string key) => key switch
    {
        "" or "completed" or "complete" or "paid" or "fulfilled" => StatusWord.Completed,
        "cancelled" or "canceled" or "voided" => StatusWord.Cancelled,
        "refunded" => StatusWord.Refunded,
        "partiallyrefunded" => StatusWord.PartiallyRefunded,
        _ => null,
    };
}

/// <summary>The rows of a file of orders.</summary>
/// <param name="Facts">The orders.</param>
/// <param name="Lines">The line of each row.</param>
/// <param name="Attributes">What the file says of the customers.</param>
/// <param name="LeftOut">How many rows are left out because they are not the first of their order.</param>
internal sealed record OrderFileRows(OrderFacts Facts, RowLines Lines, CustomerAttributes Attributes, long LeftOut);
