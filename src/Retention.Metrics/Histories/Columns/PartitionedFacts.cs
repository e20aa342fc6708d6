namespace Retention.Metrics.Histories.Columns;

/// <summary>Facts partitioned by subscription.</summary>
/// <param name="Rows">The rows, subscription after subscription.</param>
/// <param name="Offsets">The index of the first row of each subscription, and behind them the number of all rows.</param>
/// <param name="Tables">What the rows refer to.</param>
internal sealed record PartitionedFacts(FactRow[] Rows, int[] Offsets, FactTables Tables)
{
    private const int MostParts = 16;
    private const int RowsPerPart = 1 << 15;

    /// <summary>How many subscriptions there are.</summary>
    public int Subscriptions => Offsets.Length - 2;

    /// <summary>The indexes of the rows of a subscription.</summary>
    public Range RowsOf(int subscription) => Offsets[subscription]..Offsets[subscription + 1];

    /// <summary>Partitions facts: two linear passes.</summary>
    /// <remarks>Each thread reads all rows in order and counts and writes those of its own range of subscriptions, so the result does not depend on the threads.</remarks>
    public static PartitionedFacts Of(FactCollector facts, ExecutionOptions execution)
    {
        int subscriptions = facts.Tables.Names.Subscriptions;
        FactColumn<AddedFact> added = facts.Rows;
        int parts = Math.Clamp(added.Count / RowsPerPart, 1, Math.Min(execution.Threads, MostParts));

        // Place s + 2 counts the rows of subscription s. Then place s + 1 is where the next row of s goes, and at the end where those of s + 1 start.
        var next = new int[subscriptions + 2];
        execution.Stage(0, 0.3).ForEach(parts, part =>
        {
            (uint first, uint count) = RangeOf(part);
            for (int block = 0; block < added.BlockCount; block++)
            {
                foreach (ref readonly AddedFact row in added.Block(block))
                {
                    if (unchecked((uint)row.Subscription - first) < count)
                    {
                        next[row.Subscription + 2]++;
                    }
                }
            }
        });

        for (int i = 2; i < next.Length; i++)
        {
            next[i] += next[i - 1];
        }

        FactRow[] rows = GC.AllocateUninitializedArray<FactRow>(added.Count);
        execution.Stage(0.3, 1).ForEach(parts, part =>
        {
            (uint first, uint count) = RangeOf(part);
            for (int block = 0; block < added.BlockCount; block++)
            {
                int place = FactColumn<AddedFact>.FirstOf(block);
                foreach (ref readonly AddedFact row in added.Block(block))
                {
                    if (unchecked((uint)row.Subscription - first) < count)
                    {
                        rows[next[row.Subscription + 1]++] = new FactRow(row.Ticks, place, row.Content);
                    }

                    place++;
                }
            }
        });
        return new PartitionedFacts(rows, next, facts.Tables);

        (uint First, uint Count) RangeOf(int part)
        {
            uint first = (uint)((long)subscriptions * part / parts);
            return (first, (uint)((long)subscriptions * (part + 1) / parts) - first);
        }
    }

    /// <summary>The facts that became known at an instant or before, none of them left out yet.</summary>
    public PartitionedFacts KnownAt(FactInstant instant)
    {
        var offsets = new int[Offsets.Length];
        var known = new List<FactRow>(Rows.Length);
        for (int subscription = 0; subscription < Subscriptions; subscription++)
        {
            foreach (ref readonly FactRow row in Rows.AsSpan(RowsOf(subscription)))
            {
                if (!((Tables.Details.RecordedAt(row.Place) ?? Tables.Details.At(row)) > instant))
                {
                    known.Add(row with { Content = row.Content.AsHeld() });
                }
            }

            offsets[subscription + 1] = known.Count;
        }

        return new PartitionedFacts([.. known], offsets, Tables);
    }
}
