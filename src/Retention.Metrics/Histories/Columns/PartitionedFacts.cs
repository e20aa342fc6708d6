namespace Retention.Metrics.Histories.Columns;

/// <summary>Facts partitioned by subscription.</summary>
/// <param name="Rows">The rows, subscription after subscription; there may be room behind them.</param>
/// <param name="Offsets">The index of the first row of each subscription, and behind them twice the number of all rows.</param>
/// <param name="Tables">What the rows refer to.</param>
internal sealed record PartitionedFacts(FactRow[] Rows, int[] Offsets, FactTables Tables)
{
    /// <summary>How many subscriptions there are.</summary>
    public int Subscriptions => Offsets.Length - 2;

    /// <summary>How many facts there are.</summary>
    public int Count => Offsets[Subscriptions];

    /// <summary>The indexes of the rows of a subscription.</summary>
    public Range RowsOf(int subscription) => Offsets[subscription]..Offsets[subscription + 1];

    /// <summary>Partitions facts, in linear time. Facts of a known number, which are in one array, stay in it: the collector has none of them afterwards.</summary>
    public static PartitionedFacts Of(FactCollector facts, ExecutionOptions execution) =>
        facts.Rows.Blocks is { } blocks ? OfBlocks(blocks, facts.Tables, execution) : InPlace(facts.Rows.Take(), facts.Tables, execution);

    /// <summary>Partitions facts in blocks: two linear passes.</summary>
    /// <remarks>Each thread reads all rows in order and counts and writes those of its own range of subscriptions, so the result does not depend on the threads.</remarks>
    private static PartitionedFacts OfBlocks(ColumnBlocks<AddedFact> added, FactTables tables, ExecutionOptions execution)
    {
        int subscriptions = tables.Names.Subscriptions;
        var parts = new NumberRanges(subscriptions, added.Count, execution);

        // Place s + 2 counts the rows of subscription s. Then place s + 1 is where the next row of s goes, and at the end where those of s + 1 start.
        int[] next = FreshMemory.Zeros<int>(subscriptions + 2);
        execution.Stage(0, 0.3).ForEach(parts.Count, part =>
        {
            NumberRanges.Range own = parts[part];
            for (int place = 0; place < added.Count;)
            {
                Span<AddedFact> some = added.From(place, added.Count);
                place += some.Length;
                foreach (ref readonly AddedFact row in some)
                {
                    if (own.Has(row.Subscription))
                    {
                        next[row.Subscription + 2]++;
                    }
                }
            }
        });

        AddUp(next);
        parts = parts.OfEqualFacts(next.AsSpan(1));
        FactRow[] rows = FreshMemory.ToFill<FactRow>(added.Count);
        execution.Stage(0.3, 1).ForEach(parts.Count, part =>
        {
            NumberRanges.Range own = parts[part];
            for (int place = 0; place < added.Count;)
            {
                foreach (ref readonly AddedFact row in added.From(place, added.Count))
                {
                    if (own.Has(row.Subscription))
                    {
                        rows[next[row.Subscription + 1]++] = new FactRow(row.Ticks, place, row.Content);
                    }

                    place++;
                }
            }
        });
        return new PartitionedFacts(rows, next, tables);
    }

    /// <summary>Partitions facts in the array in which they are: three linear passes.</summary>
    private static PartitionedFacts InPlace(FactRow[] rows, FactTables tables, ExecutionOptions execution)
    {
        var next = new int[tables.Names.Subscriptions + 2];
        foreach (ref readonly FactRow row in rows.AsSpan())
        {
            next[row.ToAdded().Subscription + 2]++;
        }

        AddUp(next);
        execution.Cancellation.ThrowIfCancellationRequested();
        foreach (ref FactRow row in rows.AsSpan())
        {
            row = row with { Place = RowPermutation.MarkOf(next[row.ToAdded().Subscription + 1]++) };
        }

        execution.Progress?.Report(0.4);
        RowPermutation.Run(rows);
        execution.Progress?.Report(1);
        return new PartitionedFacts(rows, next, tables);
    }

    private static void AddUp(int[] counts)
    {
        for (int i = 2; i < counts.Length; i++)
        {
            counts[i] += counts[i - 1];
        }
    }

    /// <summary>The currency of the prices of all facts; <see langword="null"/> where there are none or several.</summary>
    public Currency? OnlyCurrency()
    {
        // The table of prices also has those of facts that were appended later.
        FactPrices prices = Tables.Prices;
        Currency? only = null;
        foreach (ref readonly FactRow row in Rows.AsSpan(0, Count))
        {
            if (!row.Content.SetsPrice)
            {
                continue;
            }

            Currency own = prices.CurrencyOf(row.Content.Index);
            if (prices.HaveOneCurrency)
            {
                return own;
            }

            if (only is { } other && other != own)
            {
                return null;
            }

            only = own;
        }

        return only;
    }

    /// <summary>The facts that became known at an instant or before, none of them left out yet.</summary>
    /// <param name="instant">What was recorded at it or before is known.</param>
    /// <param name="subscriptions">The numbers of the subscriptions, rising; all of them if <see langword="null"/>.</param>
    public PartitionedFacts KnownAt(FactInstant instant, int[]? subscriptions) =>
        Known(row => !((Tables.Details.RecordedAt(row.Place) ?? Tables.Details.At(row)) > instant), subscriptions);

    /// <summary>The facts of some subscriptions that were known when a period ended, none of them left out yet.</summary>
    /// <remarks>A fact without a recorded instant is known once it has taken effect: one that takes effect as the period ends belongs to the next.</remarks>
    /// <param name="end">The end of the period.</param>
    /// <param name="subscriptions">The numbers of the subscriptions, rising.</param>
    public PartitionedFacts KnownByEndOf(FactInstant end, int[] subscriptions) =>
        Known(row => Tables.Details.RecordedAt(row.Place) is { } recorded ? !(recorded > end) : Tables.Details.At(row) < end, subscriptions);

    private PartitionedFacts Known(Func<FactRow, bool> isKnown, int[]? subscriptions)
    {
        var offsets = new int[Offsets.Length];
        var known = new List<FactRow>(subscriptions is null ? Count : subscriptions.Length);
        for (int subscription = 0, next = 0; subscription < Subscriptions; subscription++)
        {
            if (subscriptions is null || (next < subscriptions.Length && subscriptions[next] == subscription))
            {
                next++;
                foreach (ref readonly FactRow row in Rows.AsSpan(RowsOf(subscription)))
                {
                    if (isKnown(row))
                    {
                        known.Add(row with { Content = row.Content.AsHeld() });
                    }
                }
            }

            offsets[subscription + 1] = known.Count;
        }

        return new PartitionedFacts([.. known], offsets, Tables);
    }
}
