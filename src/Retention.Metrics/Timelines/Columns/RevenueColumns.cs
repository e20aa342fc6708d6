namespace Retention.Metrics.Timelines.Columns;

/// <summary>Customers in compressed-sparse-row form: customer i has the rows from Offsets[i] up to Offsets[i + 1], rising in time.</summary>
/// <param name="Offsets">One more than there are customers.</param>
/// <param name="Time">Instants in ticks of 100 ns since 1970; there may be room behind them.</param>
/// <param name="Level">The customer's total after the instant, in annual millionths; never negative. The first of a customer is above 0. There may be room behind them.</param>
/// <param name="HighestLevel">No level is higher: what bounds a sum before it is made.</param>
/// <param name="ActiveAtZero">Where a policy keeps customers without revenue: whether the customer is active after the instant though the level is 0.
/// Without such a policy there is no such column, and no level equals the one before.</param>
internal sealed record RevenueColumns(int[] Offsets, long[] Time, long[] Level, long HighestLevel, bool[]? ActiveAtZero = null)
{
    private readonly Lazy<long?> earliest = new(() => Offsets[^1] == 0 ? null : Lowest(Time.AsSpan(0, Offsets[^1])));
    private readonly Lazy<long?> latest = new(() => Offsets[^1] == 0 ? null : Highest(Time.AsSpan(0, Offsets[^1])));

    /// <summary>The number of the first customer, where these are the columns of some of them.</summary>
    public int FirstCustomer { get; init; }

    /// <summary>Columns with a highest level that is not computed yet.</summary>
    public static RevenueColumns Of(int[] offsets, long[] time, long[] level, bool[]? activeAtZero = null) => new(offsets, time, level, Highest(level.AsSpan(0, offsets[^1])), activeAtZero);

    /// <summary>The highest of some values; 0 where there is none.</summary>
    public static long Highest(ReadOnlySpan<long> values)
    {
        long highest = values.IsEmpty ? 0 : values[0];
        foreach (long value in values)
        {
            highest = Math.Max(highest, value);
        }

        return highest;
    }

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

    private static long Lowest(ReadOnlySpan<long> values)
    {
        long lowest = values[0];
        foreach (long value in values)
        {
            lowest = Math.Min(lowest, value);
        }

        return lowest;
    }
}
