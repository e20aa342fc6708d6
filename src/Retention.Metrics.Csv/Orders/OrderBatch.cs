using System.Runtime.InteropServices;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Orders;

/// <summary>What a row says of an order.</summary>
/// <param name="At">When it was placed.</param>
/// <param name="Recorded">When that became known, if it is said.</param>
/// <param name="Millionths">The amount.</param>
/// <param name="Unusual">The place of an amount or a refund that is no usual one, or −1.</param>
/// <param name="Scale">How many decimals the amount is written with.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Status">What became of the order.</param>
/// <param name="StatesRefund">Whether a refund is stated.</param>
/// <param name="AtNanoseconds">Nanoseconds beyond the ticks.</param>
/// <param name="RecordedNanoseconds">Nanoseconds beyond the ticks.</param>
internal readonly record struct OrderCells(
    long At, long Recorded, long Millionths, int Unusual, byte Scale, Currency Currency, OrderStatus Status, bool StatesRefund, byte AtNanoseconds, byte RecordedNanoseconds);

/// <summary>Some rows of a file of orders, read by one thread.</summary>
internal sealed class OrderBatch(CsvTable table, CsvImportOptions options, OrderReader file) : IRowBatch
{
    private readonly List<OrderCells> cells = [];
    private readonly List<(Money? Amount, Money? Refunded)> amounts = [];
    private readonly List<(Currency Currency, long Line)> currencies = [];
    private readonly CellCache<Currency> words = new();
    private readonly CellCache<StatusWord> statuses = new();

    private enum StatusWord
    {
        Completed,
        Cancelled,
        Refunded,
        PartiallyRefunded,
    }

    /// <summary>The ids, which have no numbers yet.</summary>
    public IdRows Ids { get; } = file.IdsOf(table);

    public ReadOnlySpan<OrderCells> Cells => CollectionsMarshal.AsSpan(cells);

    /// <summary>Amounts and refunds that are no usual ones.</summary>
    public IReadOnlyList<(Money? Amount, Money? Refunded)> Unusual => amounts;

    /// <summary>The currencies, each with the line on which it follows another.</summary>
    public IReadOnlyList<(Currency Currency, long Line)> Currencies => currencies;

    public void Add(bool whole)
    {
        if (!file.LeavesOut(table, whole) && whole)
        {
            AddWhole();
        }
    }

    public void Clear()
    {
        cells.Clear();
        amounts.Clear();
        currencies.Clear();
        Ids.Clear();
    }

    private void AddWhole()
    {
        ReadOnlySpan<byte> order = NumberedIds.NoId;
        if (!(table.Name(Column.CustomerId, out ReadOnlySpan<byte> customer) || table.RefuseText(Column.CustomerId))
            || !(!file.HasIds || table.IsEmpty(Column.OrderId) || table.Name(Column.OrderId, out order) || table.RefuseText(Column.OrderId))
            || !table.Ticks(Column.OrderedAt, out long ticks, out byte nanoseconds)
            || !TryRecorded(out long recordedTicks, out byte recordedNanoseconds)
            || !TryContent(out OrderCells content)
            || (file.IsHistory && !table.RequireText()))
        {
            return;
        }

        Ids.Add(NumberedIds.Customers, customer);
        if (file.HasIds)
        {
            Ids.Add(OrderReader.Ids, order);
        }

        cells.Add(content with { At = ticks, AtNanoseconds = nanoseconds, Recorded = recordedTicks, RecordedNanoseconds = recordedNanoseconds });
        Ids.EndRow(new FactInstant(ticks, nanoseconds));
    }

    private bool TryRecorded(out long ticks, out byte nanoseconds)
    {
        (ticks, nanoseconds) = (SparseInstants.None, 0);
        return table.IsEmpty(Column.RecordedAt) || table.Ticks(Column.RecordedAt, out ticks, out nanoseconds);
    }

    private bool TryContent(out OrderCells content)
    {
        content = default;
        if (!TryCurrency(out Currency currency) || !TryAmount(Column.Amount, currency, out long millionths, out int scale, out Money? other))
        {
            return false;
        }

        if (currencies.Count == 0 || currencies[^1].Currency != currency)
        {
            currencies.Add((currency, table.Line));
        }

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

        int unusual = -1;
        if (other is not null || refunded is { Amount: not 0m })
        {
            unusual = amounts.Count;
            amounts.Add((other, refunded));
        }

        content = new OrderCells(0, 0, millionths, unusual, (byte)scale, currency, status, refunded is not null, 0, 0);
        return true;
    }

    private bool TryCurrency(out Currency currency)
    {
        currency = options.Currency;
        if (table.IsEmpty(Column.Currency) || words.TryFind(table.Cell(Column.Currency), out currency))
        {
            return true;
        }

        if (!table.CurrencyOfRow(out currency))
        {
            return false;
        }

        _ = words.Add(table.Cell(Column.Currency), currency);
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
