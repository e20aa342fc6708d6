using System.Buffers;

namespace Retention.Metrics.Timelines.Columns;

/// <summary>Rows that are newer than the base columns, for the customers that have any.</summary>
/// <param name="Customers">The numbers of these customers, rising.</param>
/// <param name="Offsets">Where the rows of each start.</param>
/// <param name="Time">Instants in ticks.</param>
/// <param name="Level">The customer's total after each.</param>
/// <param name="Replaces">Whether a customer's rows replace those of the base, because something changed before the last of these; otherwise they follow them.</param>
internal sealed record DeltaColumns(int[] Customers, int[] Offsets, long[] Time, long[] Level, bool[] Replaces)
{
    /// <summary>The place of the first customer with this number or a higher one.</summary>
    public int PlaceFrom(int customer)
    {
        int found = Array.BinarySearch(Customers, customer);
        return found < 0 ? ~found : found;
    }
}

/// <summary>Base columns and delta columns, merged customer by customer while they are read.</summary>
internal sealed class LayeredColumns : IColumnSource<RevenueColumns>
{
    private readonly int[] offsets;
    private readonly long highestLevel;
    private readonly Lazy<RevenueColumns> merged;

    /// <summary>Base columns alone.</summary>
    public LayeredColumns(RevenueColumns columns)
    {
        (Base, offsets, highestLevel) = (columns, columns.Offsets, columns.HighestLevel);
        merged = new Lazy<RevenueColumns>(columns);
    }

    /// <summary>Base columns and delta columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="newer">The newer rows.</param>
    /// <param name="customers">How many customers there are with those of the newer rows.</param>
    public LayeredColumns(RevenueColumns columns, DeltaColumns newer, int customers)
    {
        (Base, Newer) = (columns, newer);
        offsets = OffsetsOf(columns.Offsets, newer, customers);
        highestLevel = Math.Max(columns.HighestLevel, RevenueColumns.Highest(newer.Level));
        merged = new Lazy<RevenueColumns>(() => Columns(0, customers, new int[customers + 1], GC.AllocateUninitializedArray<long>(Count), GC.AllocateUninitializedArray<long>(Count)));
    }

    /// <summary>The columns.</summary>
    public RevenueColumns Base { get; }

    /// <summary>Newer rows, if any.</summary>
    public DeltaColumns? Newer { get; }

    public int[] Offsets => offsets;

    /// <summary>How many customers there are, those of the newer rows included.</summary>
    public int Customers => offsets.Length - 1;

    /// <summary>How many rows there are in both.</summary>
    public int Count => offsets[^1];

    /// <summary>All rows in one: built on first use, for random access to customers.</summary>
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

    private static int[] OffsetsOf(int[] known, DeltaColumns newer, int customers)
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
        DeltaColumns newer = Newer!;
        int known = Base.Offsets.Length - 1, at = newer.PlaceFrom(first), write = 0;
        for (int customer = first; customer < end; customer++)
        {
            // Customers without newer rows are adjacent in the base.
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
