using Retention.Metrics.Buffers;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>What the rows of a file of events say, in columns; two rows are compared by what they say.</summary>
internal sealed class EventRows(SubscriptionRows rows) : IEqualityComparer<int>
{
    private readonly SparseInstants at = new();
    private readonly SparseInstants recorded = new();
    private readonly ColumnBlocks<uint> contents = new();
    private readonly Dictionary<int, int> newPrices = [];
    private readonly Dictionary<ScheduledEnd, int> schedules = [];

    public int Count => contents.Count;

    /// <summary>Whether any resumption carries a price.</summary>
    public bool HaveNewPrices => newPrices.Count > 0;

    /// <summary>Whether any instant is finer than a tick.</summary>
    public bool HaveNanoseconds => at.HaveNanoseconds;

    /// <summary>Whether any row says when it was recorded.</summary>
    public bool AreRecorded => !recorded.IsEmpty;

    /// <summary>The ticks of the instants.</summary>
    public ColumnBlocks<long> Ticks => at.Ticks;

    /// <summary>The bits of the contents.</summary>
    public ColumnBlocks<uint> Contents => contents;

    public FactInstant At(int row) => new(at.TicksOf(row), at.NanosecondsOf(row));

    public NodaTime.Instant? RecordedAt(int row) => recorded[row];

    public FactContent ContentOf(int row) => new(contents[row]);

    /// <summary>The number of the price that a resumption carries, or −1.</summary>
    public int NewPriceOf(int row) => newPrices.Count > 0 && newPrices.TryGetValue(row, out int price) ? price : -1;

    /// <summary>Takes the rows of a batch.</summary>
    public void Take(EventBatch batch)
    {
        foreach (ref readonly EventCells cells in batch.Cells)
        {
            at.Add(cells.At, cells.AtNanoseconds);
            recorded.Add(cells.Recorded, cells.RecordedNanoseconds);
            if (cells.NewPrice is { } newPrice)
            {
                newPrices.Add(contents.Count, batch.Rows.Prices.NumberInFile(newPrice, Prices));
            }

            contents.Add(ContentOf(cells, batch).Bits);
        }
    }

    /// <summary>Gives the memory of all rows back.</summary>
    public void Release()
    {
        at.Release();
        recorded.Release();
        contents.Release();
    }

    private FactContent ContentOf(in EventCells cells, EventBatch batch)
    {
        FactTables tables = rows.Facts.Tables;
        return cells.Kind switch
        {
            FactKind.Started or FactKind.PriceChanged => new FactContent(cells.Kind, batch.Rows.Prices.NumberInFile(cells.Index, tables.Prices)),
            FactKind.Ended => new FactContent(cells.Kind, batch.Rows.Reasons.NumberInFile(cells.Index, tables)),
            FactKind.CancellationScheduled => new FactContent(cells.Kind, ScheduleOf(batch.Schedules[cells.Index], batch)),
            _ => new FactContent(cells.Kind),
        };
    }

    /// <summary>The number of a scheduled cancellation; equal ones share it.</summary>
    private int ScheduleOf(ScheduledEnd ofBatch, EventBatch batch)
    {
        FactTables tables = rows.Facts.Tables;
        ScheduledEnd end = ofBatch with { Reason = batch.Rows.Reasons.NumberInFile(ofBatch.Reason, tables) };
        if (!schedules.TryGetValue(end, out int number))
        {
            number = tables.Schedules.Count;
            tables.Schedules.Add(end);
            schedules.Add(end, number);
        }

        return number;
    }

    /// <summary>A hash of all that rows which are alike have in common: a subscription can have any number of rows that differ in one column alone.</summary>
    public int GetHashCode(int row)
    {
        FactContent content = ContentOf(row);
        int newPrice = NewPriceOf(row);
        return HashCode.Combine(
            rows.SubscriptionOf(row),
            rows.Customers[row],
            rows.EventIdOf(row),
            at.TicksOf(row),
            recorded.TicksOf(row),
            content.Kind,
            content.SetsPrice ? Prices.FirstEqualTo(content.Index) : content.Index,
            newPrice < 0 ? newPrice : Prices.FirstEqualTo(newPrice));
    }

    /// <summary>Whether two rows are equal in every column that is read.</summary>
    public bool Equals(int x, int y)
    {
        FactContent one = ContentOf(x), other = ContentOf(y);
        return one.Kind == other.Kind
            && rows.SubscriptionOf(x) == rows.SubscriptionOf(y)
            && rows.Customers[x] == rows.Customers[y]
            && rows.EventIdOf(x) == rows.EventIdOf(y)
            && at.Compare(x, y) == 0
            && recorded.Compare(x, y) == 0
            && (one.SetsPrice ? Prices.AreEqual(one.Index, other.Index) : one.Index == other.Index)
            && HaveEqualNewPrices(NewPriceOf(x), NewPriceOf(y));
    }

    private FactPrices Prices => rows.Facts.Tables.Prices;

    private bool HaveEqualNewPrices(int x, int y) => x == y || (x >= 0 && y >= 0 && Prices.AreEqual(x, y));
}
