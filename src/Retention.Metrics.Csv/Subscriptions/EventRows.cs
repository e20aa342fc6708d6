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

    public FactInstant At(int row) => new(at.TicksOf(row), at.NanosecondsOf(row));

    public NodaTime.Instant? RecordedAt(int row) => recorded[row];

    public FactContent ContentOf(int row) => new(contents[row]);

    /// <summary>The number of the price that a resumption carries, or −1.</summary>
    public int NewPriceOf(int row) => newPrices.Count > 0 && newPrices.TryGetValue(row, out int price) ? price : -1;

    /// <summary>The number of a scheduled cancellation; equal ones share it.</summary>
    public int ScheduleOf(ScheduledEnd end)
    {
        if (!schedules.TryGetValue(end, out int number))
        {
            number = rows.Facts.Tables.Schedules.Count;
            rows.Facts.Tables.Schedules.Add(end);
            schedules.Add(end, number);
        }

        return number;
    }

    public void Add(long ticks, byte nanoseconds, long recordedTicks, byte recordedNanoseconds, FactContent content, int newPrice)
    {
        at.Add(ticks, nanoseconds);
        recorded.Add(recordedTicks, recordedNanoseconds);
        if (newPrice >= 0)
        {
            newPrices.Add(contents.Count, newPrice);
        }

        contents.Add(content.Bits);
    }

    /// <summary>A hash of what rows that are alike have in common.</summary>
    public int GetHashCode(int row)
    {
        FactContent content = ContentOf(row);
        return HashCode.Combine(rows.SubscriptionOf(row), at.TicksOf(row), content.Kind, content.SetsPrice ? Prices.FirstEqualTo(content.Index) : content.Index, rows.EventIdOf(row));
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
