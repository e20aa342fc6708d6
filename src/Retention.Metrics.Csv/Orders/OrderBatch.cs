using System.Runtime.InteropServices;
using System.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Rules;
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
    /// <summary>Why a status and a refund contradict each other.</summary>
    public const string RefundedByNothing = "the status says that the order was refunded, and nothing was; state the amount, or leave the cell empty for all of it";

    private readonly List<OrderCells> cells = [];
    private readonly List<(Money? Amount, Money? Refunded)> amounts = [];
    private readonly List<(Currency Currency, long Line)> currencies = [];
    private readonly CellCache<StatusKind> statuses = new();
    private readonly StatusWords statusWords = new(options, FileKind.Orders);
    private readonly List<RefundRow> refunds = [];

    /// <summary>The ids, which have no numbers yet.</summary>
    public IdRows Ids { get; } = file.IdsOf(table);

    public ReadOnlySpan<OrderCells> Cells => CollectionsMarshal.AsSpan(cells);

    /// <summary>Amounts and refunds that are no usual ones.</summary>
    public IReadOnlyList<(Money? Amount, Money? Refunded)> Unusual => amounts;

    /// <summary>The currencies, each with the line on which it follows another.</summary>
    public IReadOnlyList<(Currency Currency, long Line)> Currencies => currencies;

    /// <summary>Rows that pay an order back.</summary>
    public IReadOnlyList<RefundRow> Refunds => refunds;

    public void Add(bool whole)
    {
        if (whole)
        {
            AddWhole();
        }
    }

    public void Clear()
    {
        cells.Clear();
        amounts.Clear();
        currencies.Clear();
        refunds.Clear();
        Ids.Clear();
    }

    private void AddWhole()
    {
        ReadOnlySpan<byte> order = NumberedIds.NoId;
        if (!(!file.HasIds || table.IsEmpty(Column.OrderId) || table.Name(Column.OrderId, out order) || table.RefuseText(Column.OrderId))
            || !TryCustomer(order, out ReadOnlySpan<byte> customer)
            || !table.Ticks(Column.OrderedAt, out long ticks, out byte nanoseconds)
            || !TryRecorded(out long recordedTicks, out byte recordedNanoseconds)
            || !TryContent(out OrderCells content, out Money? refund)
            || (file.IsHistory && !table.RequireText()))
        {
            return;
        }

        if (refund is { } paidBack)
        {
            AddRefund(order, customer, ticks, paidBack);
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

    private void AddRefund(ReadOnlySpan<byte> order, ReadOnlySpan<byte> customer, long ticks, Money paidBack)
    {
        if (!file.HasIds || order.SequenceEqual(NumberedIds.NoId))
        {
            _ = table.Refuse(Column.Status, "a row that pays an order back needs the id of the order in a column order_id");
            return;
        }

        refunds.Add(new RefundRow(table.Line, Encoding.UTF8.GetString(order), Encoding.UTF8.GetString(customer), ticks, paidBack with { Amount = Math.Abs(paidBack.Amount) }));
    }

    /// <summary>The customer of the row; a guest without a name is a customer of the one order.</summary>
    private bool TryCustomer(ReadOnlySpan<byte> order, out ReadOnlySpan<byte> customer)
    {
        if (table.Name(Column.CustomerId, out customer))
        {
            return true;
        }

        if (options.GuestColumn is null || !table.IsEmpty(Column.CustomerId))
        {
            return table.RefuseText(Column.CustomerId);
        }

        string own = file.HasIds && !order.SequenceEqual(NumberedIds.NoId) ? $"guest of order {Encoding.UTF8.GetString(order)}" : FormattableString.Invariant($"guest on line {table.Line}");
        customer = Encoding.UTF8.GetBytes(own);
        return true;
    }

    private bool TryRecorded(out long ticks, out byte nanoseconds)
    {
        (ticks, nanoseconds) = (SparseInstants.None, 0);
        return table.IsEmpty(Column.RecordedAt) || table.Ticks(Column.RecordedAt, out ticks, out nanoseconds);
    }

    private bool TryContent(out OrderCells content, out Money? refund)
    {
        content = default;
        refund = null;
        if (!table.CurrencyOfRow(out Currency currency) || !TryAmount(Column.Amount, currency, out long millionths, out int scale, out Money? other))
        {
            return false;
        }

        if (currencies.Count == 0 || currencies[^1].Currency != currency)
        {
            currencies.Add((currency, table.Line));
        }

        if (!TryStatus(out OrderStatus status, out bool isRefund))
        {
            return false;
        }

        if (isRefund)
        {
            refund = other ?? new Money(millionths / (decimal)RecurringRevenue.MillionthsPerUnit, currency);
            return true;
        }

        Money? refunded = null;
        if (!table.IsEmpty(Column.Refunded))
        {
            if (!TryAmount(Column.Refunded, currency, out long paidBack, out _, out refunded))
            {
                return false;
            }

            refunded ??= new Money(paidBack / (decimal)RecurringRevenue.MillionthsPerUnit, currency);
        }

        if (status == OrderStatus.Refunded && refunded is { Amount: 0m } && (other is not null || millionths != 0))
        {
            return table.Refuse(Column.Refunded, RefundedByNothing);
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

    private bool TryAmount(Column column, Currency currency, out long millionths, out int scale, out Money? other)
    {
        other = null;
        if (table.TryPlainAmount(column, currency, out millionths, out scale))
        {
            return true;
        }

        bool read = table.Amount(column, currency, out Money amount);
        other = amount;
        return read;
    }

    private bool TryStatus(out OrderStatus status, out bool isRefund)
    {
        (status, isRefund) = (OrderStatus.Completed, false);
        if (table.IsEmpty(Column.Status))
        {
            return true;
        }

        if (!statuses.TryFind(table.Cell(Column.Status), out StatusKind kind))
        {
            if (!statusWords.TryParse(table.Word(Column.Status), out kind))
            {
                return table.Refuse(Column.Status, statusWords.Expected);
            }

            kind = statuses.Add(table.Cell(Column.Status), kind);
        }

        isRefund = kind == StatusKind.Refund;
        status = kind switch
        {
            StatusKind.Cancelled => OrderStatus.Cancelled,
            StatusKind.Refunded => OrderStatus.Refunded,
            _ => OrderStatus.Completed,
        };
        return kind != StatusKind.PartiallyRefunded || !table.IsEmpty(Column.Refunded) || table.Refuse(Column.Status, "a partial refund needs an amount in a column refunded");
    }
}
