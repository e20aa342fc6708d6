namespace Retention.Metrics;

/// <summary>Customers in compressed-sparse-row form: customer i has the rows from Offsets[i] up to Offsets[i + 1], rising in time.</summary>
/// <param name="Offsets">One more than there are customers.</param>
/// <param name="Time">Instants in ticks of 100 ns since 1970.</param>
/// <param name="Level">The customer's total after the instant, in annual millionths; never negative. The first of a customer is above 0.</param>
/// <param name="HighestLevel">No level is higher: what bounds a sum before it is made.</param>
/// <param name="Idle">Where a policy keeps customers without revenue: whether the customer is active after the instant though the level is 0. Without
/// such a policy there is no such column, and no level equals the one before.</param>
internal sealed record RevenueColumns(int[] Offsets, long[] Time, long[] Level, long HighestLevel, bool[]? Idle = null)
{
    /// <summary>The number of the first customer, where these are the columns of some of them.</summary>
    public int FirstCustomer { get; init; }

    /// <summary>Columns whose highest level is yet to be found.</summary>
    public static RevenueColumns Of(int[] offsets, long[] time, long[] level, bool[]? idle = null) => new(offsets, time, level, Highest(level), idle);

    /// <summary>The highest of some levels; 0 where there is none.</summary>
    public static long Highest(long[] level) => level.Length == 0 ? 0 : level.Max();

    /// <summary>A customer's total at an instant.</summary>
    public long LevelAt(int customer, long ticks)
    {
        int row = RowBefore(customer, ticks);
        return row < 0 ? 0 : Level[row];
    }

    /// <summary>A customer's standing at an instant.</summary>
    public Standing StandingAt(int customer, long ticks)
    {
        int row = RowBefore(customer, ticks);
        return row < 0 ? default : StandingAfter(row);
    }

    /// <summary>The standing that a row leads to.</summary>
    public Standing StandingAfter(int row) => new(Level[row], Idle is not null && Idle[row]);

    /// <summary>The last row of a customer before an instant, or −1.</summary>
    private int RowBefore(int customer, long ticks)
    {
        int first = Offsets[customer];
        int found = Array.BinarySearch(Time, first, Offsets[customer + 1] - first, ticks);
        int before = (found >= 0 ? found : ~found) - 1;
        return before < first ? -1 : before;
    }
}
