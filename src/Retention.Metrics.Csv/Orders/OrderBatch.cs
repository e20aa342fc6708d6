using System.Runtime.InteropServices;
using System.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Rules;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Orders;

/// <summary>Some rows of a file of orders, read by one thread.</summary>
internal sealed class OrderBatch(CsvTable table, CsvImportOptions options, OrderReader file) : IRowBatch
{
    /// <summary>Why a status and a refund contradict each other.</summary>
    public const string RefundedByNothing = "the status says that the order was refunded, and nothing was; state the amount, or leave the cell empty for all of it";

    // An amount that is not a plain one, and a row that is not an order but pays one back.
    private const long NotPlain = -1;
    private const long PaysBack = long.MinValue;

    private readonly List<long> ticksOf = [];
    private readonly List<long> contentOf = [];
    private readonly List<OrderContent> others = [];
    private readonly List<(long Ticks, byte Nanoseconds)> recorded = [];
    private readonly List<CurrencyRun> currencies = [];
    private readonly CellCache<StatusKind> statuses = new();
    private readonly StatusWords statusWords = new(options, FileKind.Orders);
    private readonly List<RefundRow> refunds = [];
    private readonly bool hasRecorded = table.Has(Column.RecordedAt);
    private readonly bool areCompleted = !table.Has(Column.Status) && !table.Has(Column.Refunded);

    // Whether each id is the text of its cell, so that one which is a text is not empty.
    private readonly bool idsArePlain = NullWords.Of(table.Options) is null && table.Options.Parts.Count == 0;

    private Money notPlain;
    private Money paidBack;

    /// <summary>The ids, which have no numbers yet.</summary>
    public IdRows Ids { get; } = file.IdsOf(table);

    /// <summary>When each order was placed.</summary>
    public ReadOnlySpan<long> Ticks => CollectionsMarshal.AsSpan(ticksOf);

    /// <summary>When each order became known; nothing where the file does not say it.</summary>
    public ReadOnlySpan<(long Ticks, byte Nanoseconds)> Recorded => CollectionsMarshal.AsSpan(recorded);

    /// <summary>What the currencies are, in the order of the rows; a row that was refused may be the first of one.</summary>
    public IReadOnlyList<CurrencyRun> Currencies => currencies;

    /// <summary>Rows that pay an order back.</summary>
    public IReadOnlyList<RefundRow> Refunds => refunds;

    /// <summary>What each order says, as bits of <see cref="OrderContents"/> without a currency; or <c>~i</c> where it is the i-th of <see cref="Others"/>.</summary>
    public ReadOnlySpan<long> Contents => CollectionsMarshal.AsSpan(contentOf);

    /// <summary>Contents that are no usual ones.</summary>
    public IReadOnlyList<OrderContent> Others => others;

    public void Add(bool whole)
    {
        if (whole)
        {
            AddWhole();
        }
    }

    public void Clear()
    {
        ticksOf.Clear();
        contentOf.Clear();
        others.Clear();
        recorded.Clear();
        currencies.Clear();
        refunds.Clear();
        Ids.Clear();
    }

    private void AddWhole()
    {
        if (!TryOrder(out ReadOnlySpan<byte> order)
            || !TryCustomer(order, out ReadOnlySpan<byte> customer)
            || !table.Ticks(Column.OrderedAt, out long ticks, out byte nanoseconds)
            || !TryRecorded(out long recordedTicks, out byte recordedNanoseconds)
            || !TryContent(nanoseconds, out long content)
            || (file.IsHistory && !table.RequireText()))
        {
            return;
        }

        if (content == PaysBack)
        {
            AddRefund(order, customer, ticks);
            return;
        }

        Ids.Add(NumberedIds.Customers, customer);
        if (file.HasIds)
        {
            Ids.Add(OrderReader.Ids, order);
        }

        ticksOf.Add(ticks);
        contentOf.Add(content);
        if (hasRecorded)
        {
            recorded.Add((recordedTicks, recordedNanoseconds));
        }

        Ids.EndRow(new FactInstant(ticks, nanoseconds));
    }

    /// <summary>The id of the order, if it has one.</summary>
    private bool TryOrder(out ReadOnlySpan<byte> order)
    {
        order = NumberedIds.NoId;
        if (!file.HasIds || (idsArePlain && table.Name(Column.OrderId, out order)))
        {
            return true;
        }

        order = NumberedIds.NoId;
        return table.IsEmpty(Column.OrderId) || table.Name(Column.OrderId, out order) || table.RefuseText(Column.OrderId);
    }

    private void AddRefund(ReadOnlySpan<byte> order, ReadOnlySpan<byte> customer, long ticks)
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
        return !hasRecorded || table.IsEmpty(Column.RecordedAt) || table.Ticks(Column.RecordedAt, out ticks, out nanoseconds);
    }

    private bool TryContent(byte nanoseconds, out long content)
    {
        content = 0;
        if (!table.CurrencyOfRow(out Currency currency) || !TryAmount(Column.Amount, currency, out long millionths, out int scale))
        {
            return false;
        }

        if (currencies.Count == 0 || currencies[^1].Currency != currency)
        {
            currencies.Add(new CurrencyRun(currency, table.Line, contentOf.Count));
        }

        if (areCompleted && nanoseconds == 0 && millionths != NotPlain)
        {
            content = OrderContents.UsualOf(millionths, scale, OrderStatus.Completed, statesNoRefund: false);
            return true;
        }

        return TryWithStatus(new OrderAmount(millionths, scale, currency), nanoseconds, out content);
    }

    /// <summary>What a row says that may have a status, a refund or an unusual amount.</summary>
    private bool TryWithStatus(OrderAmount amount, byte nanoseconds, out long content)
    {
        content = 0;
        Money? other = amount.Millionths == NotPlain ? notPlain : null;
        if (!TryStatus(out OrderStatus status, out bool isRefund))
        {
            return false;
        }

        if (isRefund)
        {
            (content, paidBack) = (PaysBack, other ?? amount.Money);
            return true;
        }

        Money? refunded = null;
        if (!table.IsEmpty(Column.Refunded))
        {
            if (!TryAmount(Column.Refunded, amount.Currency, out long millionths, out int scale))
            {
                return false;
            }

            refunded = millionths == NotPlain ? notPlain : new OrderAmount(millionths, scale, amount.Currency).Money;
        }

        if (status == OrderStatus.Refunded && refunded is { Amount: 0m } && (other is not null || amount.Millionths != 0))
        {
            return table.Refuse(Column.Refunded, RefundedByNothing);
        }

        bool refundsNothing = refunded is not { Amount: not 0m };
        if (other is null && refundsNothing && nanoseconds == 0)
        {
            content = OrderContents.UsualOf(amount.Millionths, amount.Scale, status, statesNoRefund: refunded is not null);
            return true;
        }

        content = ~others.Count;
        others.Add(new OrderContent(other ?? amount.Money, status, other is null && refunded is not null && refundsNothing ? Money.Zero(amount.Currency) : refunded, nanoseconds));
        return true;
    }

    /// <summary>An amount in millionths; <see cref="NotPlain"/> where it is the one in <see cref="notPlain"/>.</summary>
    private bool TryAmount(Column column, Currency currency, out long millionths, out int scale)
    {
        if (table.TryPlainAmount(column, currency, out millionths, out scale))
        {
            return true;
        }

        millionths = NotPlain;
        return table.Amount(column, currency, out notPlain);
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

    /// <summary>A plain amount.</summary>
    private readonly record struct OrderAmount(long Millionths, int Scale, Currency Currency)
    {
        public Money Money => new(Millionths / (decimal)RecurringRevenue.MillionthsPerUnit, Currency);
    }
}

/// <summary>Rows that follow each other in one currency.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Line">The line that is the first in it.</param>
/// <param name="FirstOrder">Which order of the batch is the first in it; the number of all orders where none is.</param>
internal readonly record struct CurrencyRun(Currency Currency, long Line, int FirstOrder);
