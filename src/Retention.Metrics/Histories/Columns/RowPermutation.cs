namespace Retention.Metrics.Histories.Columns;

/// <summary>Moves rows to where they go within their array: each is read once and written once.</summary>
/// <remarks>
/// A row that is moved takes the place of another, which is moved next. Such a chain waits for the memory at each row, so several chains take turns. A chain leaves a hole where
/// it begins, and ends at a hole, its own or that of another chain.
/// </remarks>
internal static class RowPermutation
{
    // How many chains take turns: more loads than a core can have under way.
    private const int Chains = 24;

    // Where a chain has begun and no row has been written yet. No history has so many rows.
    private const int Hole = int.MaxValue;

    /// <summary>The mark of a row that goes to an index, instead of its place.</summary>
    public static int MarkOf(int index) => ~index;

    /// <summary>Moves all rows to the indexes that they are marked with. The place of each is then the index at which it was.</summary>
    public static void Run(Span<FactRow> rows)
    {
        Span<Chain> chains = stackalloc Chain[Chains];
        int next = 0, active = 0;
        while (active < Chains && TryStart(rows, ref next, ref chains[active]))
        {
            active++;
        }

        while (active > 0)
        {
            for (int i = 0; i < active; i++)
            {
                // A chain that has ended begins anew, or gives way to the last one.
                if (!TryMove(rows, ref chains[i]) && !TryStart(rows, ref next, ref chains[i]))
                {
                    chains[i--] = chains[--active];
                }
            }
        }
    }

    /// <summary>Begins a chain with the first row that has not been moved, if there is one.</summary>
    private static bool TryStart(Span<FactRow> rows, ref int next, ref Chain chain)
    {
        for (; next < rows.Length; next++)
        {
            ref FactRow row = ref rows[next];
            if (row.Place >= 0)
            {
                continue;
            }

            if (MarkOf(row.Place) == next)
            {
                row = row with { Place = next };
                continue;
            }

            chain = Chain.Of(row, next);
            row = row with { Place = Hole };
            CacheLine.Prefetch(ref rows[chain.Target]);
            next++;
            return true;
        }

        return false;
    }

    /// <summary>Writes the row of a chain to where it goes.</summary>
    /// <returns>Whether another row was there, which the chain has now.</returns>
    private static bool TryMove(Span<FactRow> rows, ref Chain chain)
    {
        int target = chain.Target;
        ref FactRow place = ref rows[target];
        FactRow there = place;
        place = chain.Row;
        if (there.Place == Hole)
        {
            return false;
        }

        chain = Chain.Of(there, target);
        CacheLine.Prefetch(ref rows[chain.Target]);
        return true;
    }

    /// <summary>A row on its way.</summary>
    /// <param name="Row">The row as it will be.</param>
    /// <param name="Target">Where it goes.</param>
    private readonly record struct Chain(FactRow Row, int Target)
    {
        public static Chain Of(in FactRow marked, int index) => new(marked with { Place = index }, MarkOf(marked.Place));
    }
}
