using System.Text;
using Retention.Metrics.Buffers;
using Retention.Metrics.Csv.Columnar;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Orders;

/// <summary>Reads the rows of a file of orders into columns.</summary>
internal sealed class OrderReader
{
    /// <summary>The column of the ids of orders.</summary>
    public const int Ids = 1;

    private readonly NumberedIds ids;
    private readonly OneCurrency? oneCurrency;
    private readonly FirstLines? firstLines;
    private readonly RefundRows refunds;
    private readonly OrderContents contents = new();
    private readonly TicksColumn ticksOf = new();
    private readonly ColumnBlocks<long> contentOf = new();
    private readonly SparseInstants recorded = new();
    private readonly OrderIdColumn idOf = new();

    private OrderReader(CsvTable table, CsvImportOptions options, OneCurrency? oneCurrency, bool isHistory)
    {
        this.oneCurrency = oneCurrency;
        IsHistory = isHistory;
        HasIds = table.Has(Column.OrderId);
        refunds = new RefundRows(table);
        ids = new NumberedIds(HasIds ? 2 : 1, table, isHistory) { OnlyReturned = Ids };
        firstLines = options.OrderLines == OrderLines.First && HasIds ? new FirstLines() : null;
    }

    public bool HasIds { get; }

    /// <summary>Whether the columns beside ours are read: attributes of the customers.</summary>
    public bool IsHistory { get; }

    /// <summary>Reads all rows.</summary>
    /// <param name="table">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="oneCurrency">The currency of the file, where it must be one.</param>
    /// <param name="isHistory">Whether the columns beside ours are read: attributes of the customers.</param>
    /// <param name="execution">How many threads take part.</param>
    public static OrderFileRows Read(CsvTable table, CsvImportOptions options, OneCurrency? oneCurrency, bool isHistory, ExecutionOptions execution)
    {
        var reader = new OrderReader(table, options, oneCurrency, isHistory);

        // Which row of an order is the first is known where all rows before it are.
        ExecutionOptions reading = reader.firstLines is null ? execution : execution with { Threads = 1 };
        PieceReading<OrderBatch>.Run(table, reading, own => reader.BatchOf(own, options), [reader.Take, .. reader.HasIds ? new[] { reader.NumberIds } : []]);
        var rows = new OrderFileRows(reader.Facts(), reader.ids.Lines, reader.ids.Attributes, reader.refunds, new RepeatedRows());
        reader.refunds.Apply(rows, id => reader.ids.Find(Ids, Encoding.UTF8.GetBytes(id)), rows.Repeated);
        reader.ids.Complete();
        return rows;
    }

    /// <summary>Ids for a thread.</summary>
    /// <param name="own">The table that reads for it.</param>
    public IdRows IdsOf(CsvTable own) => ids.Batch(own);

    private OrderBatch BatchOf(CsvTable own, CsvImportOptions options)
    {
        own.FirstLines = firstLines;
        return new OrderBatch(own, options, this);
    }

    private void Take(OrderBatch batch)
    {
        foreach ((Currency currency, long line, _) in batch.Currencies)
        {
            oneCurrency?.Accept(currency, line);
        }

        ticksOf.AddRange(batch.Ticks);
        TakeContents(batch);
        TakeRecorded(batch);
        refunds.Add(batch.Refunds);
        _ = ids.Number(batch.Ids, NumberedIds.Customers);
    }

    private void TakeContents(OrderBatch batch)
    {
        ReadOnlySpan<long> own = batch.Contents;
        for (int run = 0; run < batch.Currencies.Count; run++)
        {
            (Currency currency, _, int first) = batch.Currencies[run];
            int end = run + 1 < batch.Currencies.Count ? batch.Currencies[run + 1].FirstOrder : own.Length;
            foreach (long content in own[first..end])
            {
                contentOf.Add(content >= 0 ? contents.InCurrency(content, currency) : contents.Of(batch.Others[(int)~content]));
            }
        }
    }

    private void TakeRecorded(OrderBatch batch)
    {
        if (batch.Recorded.IsEmpty)
        {
            recorded.AddNone(batch.Ticks.Length);
            return;
        }

        foreach ((long ticks, byte nanoseconds) in batch.Recorded)
        {
            recorded.Add(ticks, nanoseconds);
        }
    }

    private void NumberIds(OrderBatch batch) => idOf.AddRange(ids.Number(batch.Ids, Ids));

    private OrderFacts Facts()
    {
        if (HasIds && ids.Find(Ids, NumberedIds.NoId) is >= 0 and var noId)
        {
            idOf.Replace(noId, OrderFacts.NoId);
        }

        IFactIds<OrderId> orders = ids.Texts(HasIds ? Ids : NumberedIds.Customers, static text => new OrderId(text), keeps: false);
        return new OrderFacts(ids.Texts(NumberedIds.Customers, static text => new CustomerId(text), keeps: true), orders)
        {
            Customers = ids[NumberedIds.Customers],
            Ids = HasIds ? idOf : null,
            Ticks = ticksOf,
            Contents = contentOf,
            Recorded = recorded,
            Table = contents,
        };
    }
}

/// <summary>The rows of a file of orders.</summary>
/// <param name="Facts">The orders.</param>
/// <param name="Lines">The line of each row.</param>
/// <param name="Attributes">What the file says of the customers.</param>
/// <param name="Refunds">Rows that pay an order back.</param>
/// <param name="Repeated">Those of them that repeat another.</param>
internal sealed record OrderFileRows(OrderFacts Facts, RowLines Lines, CustomerAttributes Attributes, RefundRows Refunds, RepeatedRows Repeated);
