namespace Retention.Metrics.Timelines.Columns;

/// <summary>Customers in compressed-sparse-row form: customer i has the rows from Offsets[i] up to Offsets[i + 1], rising in time.</summary>
/// <param name="Offsets">One more than there are customers.</param>
/// <param name="Time">Instants in ticks of 100 ns since 1970.</param>
/// <param name="Level">The customer's total after the instant, in annual millionths; never negative. The first of a customer is above 0.</param>
/// <param name="HighestLevel">No level is higher: what bounds a sum before it is made.</param>
/// <param name="ActiveAtZero">Where a policy keeps customers without revenue: whether the customer is active after the instant though the level is 0.
/// Without such a policy there is no such column, and no level equals the one before.</param>
internal sealed record RevenueColumns(int[] Offsets, long[] Time, long[] Level, long HighestLevel, bool[]? ActiveAtZero = null)
{
    private readonly Lazy<long?> earliest = new(() => Time.Length == 0 ? null : Time.Min());
    private readonly Lazy<long?> latest = new(() => Time.Length == 0 ? null : Time.Max());

    /// <summary>The number of the first customer, where these are the columns of some of them.</summary>
    public int FirstCustomer { get; init; }

    /// <summary>Columns with a highest level that is not computed yet.</summary>
    public static RevenueColumns Of(int[] offsets, long[] time, long[] level, bool[]? activeAtZero = null) => new(offsets, time, level, Highest(level), activeAtZero);

    /// <summary>The highest of some levels; 0 where there is none.</summary>
    public static long Highest(long[] level) => level.Length == 0 ? 0 : level.Max();

    /// <summary>The instant of the first row of all, or <see langword="null"/> where there is none.</summary>
    public long? Earliest => earliest.Value;

    /// <summary>The instant of the last row of all, or <see langword="null"/> where there is none.</summary>
    public long? Latest => latest.Value;

    /// <summary>A customer's total at an instant.</summary>
    public long LevelAt(int customer, long ticks)
    {
        int row = RowBefore(customer, ticks);
        return row < 0 ? 0 : Level[row];
    }

    /// <summary>A customer's state at an instant.</summary>
    public CustomerState StateAt(int customer, long ticks)
    {
        int row = RowBefore(customer, ticks);
        return row < 0 ? default : StateAfter(row);
    }

    /// <summary>The state after a row.</summary>
    public CustomerState StateAfter(int row) => new(Level[row], ActiveAtZero is not null && ActiveAtZero[row]);

    /// <summary>The last row of a customer before an instant, or −1.</summary>
    private int RowBefore(int customer, long ticks)
    {
        int first = Offsets[customer];
        int found = Array.BinarySearch(Time, first, Offsets[customer + 1] - first, ticks);
        int before = (found >= 0 ? found : ~found) - 1;
        return before < first ? -1 : before;
    }
}
