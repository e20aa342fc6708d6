namespace Retention.Metrics.Timelines.Building;

/// <summary>The changes of customers one after another, in the columns in which they stay.</summary>
/// <param name="offsets">Where the changes of each customer start; set as customers are added, in their order.</param>
/// <param name="expected">About how many changes there will be.</param>
internal sealed class ChangeColumns(int[] offsets, int expected)
{
    // Room behind the changes stays where it is less than one in so many; it is never written, and takes no memory.
    private const int PartOfRoom = 8;

    private long[] time = FreshMemory.ToFill<long>(expected);
    private long[] level = FreshMemory.ToFill<long>(expected);
    private readonly RoomAhead timeAhead = new();
    private readonly RoomAhead levelAhead = new();
    private int count;
    private bool anyIdle;

    /// <summary>Adds the changes of some customers.</summary>
    /// <param name="firstCustomer">The first of them.</param>
    /// <param name="changes">Their changes.</param>
    public void Add(int firstCustomer, CustomerChanges changes)
    {
        int end = count + changes.Count;
        if (end > time.Length)
        {
            int length = Math.Max(end, time.Length + (time.Length / PartOfRoom));
            Array.Resize(ref time, length);
            Array.Resize(ref level, length);
        }

        changes.Time.CopyTo(time.AsSpan(count));
        changes.Level.CopyTo(level.AsSpan(count));
        anyIdle |= changes.AnyIdle;
        foreach (int own in changes.Ends)
        {
            offsets[++firstCustomer] = count + own;
        }

        count = end;
        timeAhead.AreAdded(time, count);
        levelAhead.AreAdded(level, count);
    }

    /// <summary>The columns; nothing is added from then on.</summary>
    public RevenueColumns Build()
    {
        if (time.Length - count > time.Length / PartOfRoom)
        {
            Array.Resize(ref time, count);
            Array.Resize(ref level, count);
        }

        return RevenueColumns.Of(offsets, time, level, anyIdle ? RevenueColumnsBuilder.TakeIdle(level.AsSpan(0, count)) : null);
    }
}

/// <summary>The changes of some customers, computed by one thread; filled again and again.</summary>
/// <param name="totals">What sums up the subscriptions of a customer.</param>
internal sealed class CustomerChanges(HistoryTotals totals)
{
    private readonly List<int> ends = [];
    private long[] time = [];
    private long[] level = [];

    /// <summary>How many changes there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a customer is active at a level of 0 after some change.</summary>
    public bool AnyIdle { get; private set; }

    /// <summary>The range of customers.</summary>
    public int Range { get; set; }

    /// <summary>Behind the changes of each customer the number of changes.</summary>
    public List<int> Ends => ends;

    public ReadOnlySpan<long> Time => time.AsSpan(0, Count);

    public ReadOnlySpan<long> Level => level.AsSpan(0, Count);

    public void Clear()
    {
        (Count, AnyIdle) = (0, false);
        ends.Clear();
    }

    /// <summary>Adds the changes of a customer.</summary>
    public void Add(int place)
    {
        ReadOnlySpan<LedgerRow> own = totals.Of(place);
        if (Count + own.Length > time.Length)
        {
            int length = (Count + own.Length) * 2;
            Array.Resize(ref time, length);
            Array.Resize(ref level, length);
        }

        foreach (ref readonly LedgerRow row in own)
        {
            time[Count] = row.Ticks;
            level[Count++] = row.Amount;
            AnyIdle |= row.Amount == CustomerTotals.IdleLevel;
        }

        ends.Add(Count);
    }
}
