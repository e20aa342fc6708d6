namespace Retention.Metrics.Revenue.Committed;

/// <summary>The facts of one subscription by the first period by the end of which each is known. Used again for the next; not thread-safe.</summary>
/// <param name="tables">What the rows refer to.</param>
/// <param name="ends">The ends of the periods, in ticks.</param>
internal sealed class KnownRows(FactTables tables, long[] ends)
{
    private FactRow[] all = [];
    private FactRow[] known = [];
    private int[] knownFrom = [];
    private int count;

    /// <summary>The first period by the end of which something is known; the number of periods where there is none.</summary>
    public int FirstPeriod => NextPeriod(-1);

    /// <summary>Takes in the facts of a subscription, none of them left out.</summary>
    public void Take(ReadOnlySpan<FactRow> rows)
    {
        count = rows.Length;
        if (all.Length < count)
        {
            (all, known, knownFrom) = (new FactRow[count * 2], new FactRow[count * 2], new int[count * 2]);
        }

        rows.CopyTo(all);
        for (int i = 0; i < count; i++)
        {
            knownFrom[i] = KnownFrom(rows[i]);
        }
    }

    /// <summary>The first period after another by the end of which more is known; the number of periods where there is none.</summary>
    public int NextPeriod(int period)
    {
        int next = ends.Length;
        for (int i = 0; i < count; i++)
        {
            next = knownFrom[i] > period ? Math.Min(next, knownFrom[i]) : next;
        }

        return next;
    }

    /// <summary>The facts known by the end of a period.</summary>
    public Span<FactRow> KnownIn(int period)
    {
        int write = 0;
        for (int i = 0; i < count; i++)
        {
            if (knownFrom[i] <= period)
            {
                known[write++] = all[i];
            }
        }

        return known.AsSpan(0, write);
    }

    /// <summary>The first period by the end of which a fact is known: recorded by then, or, where that is not recorded, in effect before.</summary>
    private int KnownFrom(in FactRow row)
    {
        // Ends are whole ticks.
        long ticks = tables.Details.RecordedAt(row.Place) is { } recorded ? (recorded.Nanos > 0 ? recorded.Ticks + 1 : recorded.Ticks) : row.Ticks + 1;
        int found = Array.BinarySearch(ends, ticks);
        return found >= 0 ? found : ~found;
    }
}
