using System.Buffers;

namespace Retention.Metrics;

/// <summary>What came after the columns were built, for the customers it touches.</summary>
/// <param name="Customers">Their numbers, rising.</param>
/// <param name="Offsets">Where the rows of each start.</param>
/// <param name="Time">Instants in ticks.</param>
/// <param name="Level">The customer's total after each.</param>
/// <param name="Replaces">Whether a customer's rows stand for those of the columns, because something changed before the last of these; else they follow.</param>
internal sealed record NewerRun(int[] Customers, int[] Offsets, long[] Time, long[] Level, bool[] Replaces)
{
    /// <summary>The place of the first customer with this number or a higher one.</summary>
    public int PlaceFrom(int customer)
    {
        int found = Array.BinarySearch(Customers, customer);
        return found < 0 ? ~found : found;
    }
}

/// <summary>Revenue columns, and newer rows beside them that are merged in, customer by customer, while reading.</summary>
internal sealed class RevenueRuns : IColumnSource<RevenueColumns>
{
    private readonly int[] offsets;
    private readonly long highestLevel;
    private readonly Lazy<RevenueColumns> merged;

    /// <summary>Columns and nothing beside them.</summary>
    public RevenueRuns(RevenueColumns columns)
    {
        (Base, offsets, highestLevel) = (columns, columns.Offsets, columns.HighestLevel);
        merged = new Lazy<RevenueColumns>(columns);
    }

    /// <summary>Columns, and newer rows beside them.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="newer">The newer rows.</param>
    /// <param name="customers">How many customers there are with those of the newer rows.</param>
    public RevenueRuns(RevenueColumns columns, NewerRun newer, int customers)
    {
        (Base, Newer) = (columns, newer);
        offsets = OffsetsOf(columns.Offsets, newer, customers);
        highestLevel = Math.Max(columns.HighestLevel, RevenueColumns.Highest(newer.Level));
        merged = new Lazy<RevenueColumns>(() => Columns(0, customers, new int[customers + 1], GC.AllocateUninitializedArray<long>(Count), GC.AllocateUninitializedArray<long>(Count)));
    }

    /// <summary>The columns.</summary>
    public RevenueColumns Base { get; }

    /// <summary>Newer rows, if any.</summary>
    public NewerRun? Newer { get; }

    public int[] Offsets => offsets;

    /// <summary>How many customers there are, those of the newer rows included.</summary>
    public int Customers => offsets.Length - 1;

    /// <summary>How many rows there are in both.</summary>
    public int Count => offsets[^1];

    /// <summary>Everything in one: made when first asked for, by whoever looks customers up here and there.</summary>
    public RevenueColumns Merged => merged.Value;

    public void Read(int firstCustomer, int endCustomer, Action<RevenueColumns, int, int> read)
    {
        if (merged.IsValueCreated)
        {
            read(merged.Value, firstCustomer, endCustomer);
            return;
        }

        int customers = endCustomer - firstCustomer, count = offsets[endCustomer] - offsets[firstCustomer];
        (int[] place, long[] time, long[] level) = (ArrayPool<int>.Shared.Rent(customers + 1), ArrayPool<long>.Shared.Rent(count), ArrayPool<long>.Shared.Rent(count));
        try
        {
            read(Columns(firstCustomer, endCustomer, place, time, level), 0, customers);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(place);
            ArrayPool<long>.Shared.Return(time);
            ArrayPool<long>.Shared.Return(level);
        }
    }

    private static int[] OffsetsOf(int[] known, NewerRun newer, int customers)
    {
        var offsets = new int[customers + 1];
        int at = 0;
        for (int customer = 0; customer < customers; customer++)
        {
            int count = customer < known.Length - 1 ? known[customer + 1] - known[customer] : 0;
            if (at < newer.Customers.Length && newer.Customers[at] == customer)
            {
                count = (newer.Replaces[at] ? 0 : count) + newer.Offsets[at + 1] - newer.Offsets[at];
                at++;
            }

            offsets[customer + 1] = offsets[customer] + count;
        }

        return offsets;
    }

    /// <summary>The columns of a run of customers, numbered from 0 in it, in arrays that have room for them.</summary>
    private RevenueColumns Columns(int first, int end, int[] place, long[] time, long[] level)
    {
        NewerRun newer = Newer!;
        int known = Base.Offsets.Length - 1, at = newer.PlaceFrom(first), write = 0;
        for (int customer = first; customer < end; customer++)
        {
            // Customers whom nothing newer touches stand together in the columns.
            int touched = at < newer.Customers.Length ? Math.Min(newer.Customers[at], end) : end;
            Copy(Base.Time, Base.Level, Base.Offsets[Math.Min(customer, known)], Base.Offsets[Math.Min(touched, known)]);
            customer = touched;
            if (touched == end)
            {
                break;
            }

            if (touched < known && !newer.Replaces[at])
            {
                Copy(Base.Time, Base.Level, Base.Offsets[touched], Base.Offsets[touched + 1]);
            }

            Copy(newer.Time, newer.Level, newer.Offsets[at], newer.Offsets[at + 1]);
            at++;
        }

        for (int i = 0; i <= end - first; i++)
        {
            place[i] = offsets[first + i] - offsets[first];
        }

        return new RevenueColumns(place, time, level, highestLevel) { FirstCustomer = first };

        void Copy(long[] fromTime, long[] fromLevel, int from, int to)
        {
            fromTime.AsSpan(from, to - from).CopyTo(time.AsSpan(write));
            fromLevel.AsSpan(from, to - from).CopyTo(level.AsSpan(write));
            write += to - from;
        }
    }
}
