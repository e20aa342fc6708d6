using System.Runtime.CompilerServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>What the rows of a file say, in columns: each row is a fact.</summary>
/// <param name="Subscriptions">The number of the subscription.</param>
/// <param name="Customers">The number of the customer.</param>
/// <param name="Ticks">When the fact takes effect.</param>
/// <param name="Contents">What happened, as the bits of a <see cref="FactContent"/>.</param>
internal sealed record RowColumns(ColumnBlocks<int> Subscriptions, ColumnBlocks<int> Customers, ColumnBlocks<long> Ticks, ColumnBlocks<uint> Contents);

/// <summary>Facts of rows that lie anywhere, collected by subscription. The place of a fact is its row.</summary>
/// <remarks>Each thread reads all rows in order and counts and writes those of its own range of subscriptions, so the result does not depend on the threads.</remarks>
internal sealed class RowFacts
{
    // How many rows before a row is written its places are asked for: first where it goes, then the memory there.
    private const int RowsAhead = 24;
    private const int RowsSoon = 12;

    private readonly FactRow[] facts;
    private readonly int[] offsets;
    private readonly int[] owners;
    private readonly bool[] unsorted;
    private readonly List<(int Row, int Customer)> others = [];

    private RowFacts(int rows, int subscriptions)
    {
        facts = FreshMemory.ToFill<FactRow>(rows);
        offsets = FreshMemory.Zeros<int>(subscriptions + 2);
        owners = FreshMemory.ToFill<int>(subscriptions);
        unsorted = FreshMemory.Zeros<bool>(subscriptions);
        owners.AsSpan().Fill(-1);
    }

    /// <summary>The subscriptions of which the instants do not rise, row after row; rising.</summary>
    public IEnumerable<int> Unsorted
    {
        get
        {
            for (int next = 0, found; (found = unsorted.AsSpan(next).IndexOf(true)) >= 0; next += found + 1)
            {
                yield return next + found;
            }
        }
    }

    /// <summary>The rows of a subscription, in their order.</summary>
    public int[] RowsOf(int subscription) => Array.ConvertAll(facts[offsets[subscription]..offsets[subscription + 1]], fact => fact.Place);

    /// <summary>Collects the facts of rows.</summary>
    /// <param name="columns">What the rows say.</param>
    /// <param name="subscriptions">How many subscriptions there are.</param>
    /// <param name="execution">How many threads take part.</param>
    public static RowFacts Of(RowColumns columns, int subscriptions, ExecutionOptions execution)
    {
        int rows = columns.Contents.Count;
        var collected = new RowFacts(rows, subscriptions);
        var parts = new NumberRanges(subscriptions, rows, execution);
        execution.Stage(0, 0.3).ForEach(parts.Count, part => collected.Count(columns.Subscriptions, parts[part]));

        // Place s + 2 has counted the rows of subscription s. Now place s + 1 is where the next row of s goes, and at the end where those of s + 1 start.
        int[] next = collected.offsets;
        for (int i = 2; i < next.Length; i++)
        {
            next[i] += next[i - 1];
        }

        parts = parts.OfEqualFacts(next.AsSpan(1));
        var found = new List<(int Row, int Customer)>[parts.Count];
        execution.Stage(0.3, 1).ForEach(parts.Count, part => found[part] = collected.Partition(columns, parts[part]));
        collected.others.AddRange(found.SelectMany(one => one).OrderBy(other => other.Row));
        return collected;
    }

    /// <summary>The facts, with their customers noted in the tables, which have none yet.</summary>
    public PartitionedFacts In(FactTables tables)
    {
        tables.SetOwners(owners);
        foreach ((int row, int customer) in others)
        {
            tables.Details.SetCustomer(row, customer);
        }

        return new PartitionedFacts(facts, offsets, tables);
    }

    /// <summary>The facts without those of some rows, with their customers noted in the tables, which have none yet. The place of a fact is that of its row among the rows that are left.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="leftOut">The rows that are left out.</param>
    /// <param name="customerOf">The number of the customer of a row.</param>
    public PartitionedFacts In(FactTables tables, RowSet leftOut, Func<int, int> customerOf)
    {
        int[] before = leftOut.CountsBefore();
        RowSet foreign = RowSet.None(facts.Length);
        others.ForEach(other => foreign[other.Row] = true);
        int kept = 0;
        for (int subscription = 0, next = 0; subscription < owners.Length; subscription++)
        {
            (int first, int start, bool anyForeign) = (next, kept, false);
            next = offsets[subscription + 1];
            offsets[subscription] = kept;
            for (int i = first; i < next; i++)
            {
                int row = facts[i].Place;
                if (!leftOut[row])
                {
                    anyForeign |= foreign[row];
                    facts[kept++] = facts[i];
                }
            }

            for (int i = start; i < kept; i++)
            {
                int row = facts[i].Place, place = row - leftOut.CountBefore(row, before);
                facts[i] = facts[i] with { Place = place };
                if (anyForeign || i == start)
                {
                    tables.SetCustomer(place, subscription, anyForeign ? customerOf(row) : owners[subscription]);
                }
            }
        }

        offsets.AsSpan(owners.Length).Fill(kept);
        return new PartitionedFacts(facts, offsets, tables);
    }

    private void Count(ColumnBlocks<int> subscriptions, NumberRanges.Range own)
    {
        int[] counts = offsets;
        for (int row = 0; row < facts.Length;)
        {
            Span<int> some = subscriptions.From(row, facts.Length);
            row += some.Length;
            foreach (int subscription in some)
            {
                if (own.Has(subscription))
                {
                    counts[subscription + 2]++;
                }
            }
        }
    }

    /// <summary>Writes the facts of a range of subscriptions.</summary>
    /// <returns>The rows of other customers than the first of their subscription.</returns>
    private List<(int Row, int Customer)> Partition(RowColumns columns, NumberRanges.Range own)
    {
        (FactRow[] to, int[] next, int[] first) = (facts, offsets, owners);
        var foreign = new List<(int Row, int Customer)>();
        for (int start = 0; start < to.Length;)
        {
            // The blocks of the widest values are the shortest.
            ReadOnlySpan<long> ticks = columns.Ticks.From(start, to.Length);
            int end = start + ticks.Length;
            ReadOnlySpan<int> subscriptions = columns.Subscriptions.From(start, end), customers = columns.Customers.From(start, end);
            ReadOnlySpan<uint> contents = columns.Contents.From(start, end);
            for (int i = 0; i < ticks.Length; i++)
            {
                int subscription = subscriptions[i];
                Prefetch(subscriptions, i, own);
                if (!own.Has(subscription))
                {
                    continue;
                }

                // No branch waits for the memory: whether a row is the first of its subscription is as good as random.
                int place = next[subscription + 1]++, owner = first[subscription];
                bool isFirst = owner < 0;
                owner = isFirst ? customers[i] : owner;
                first[subscription] = owner;
                if (!isFirst & to[Math.Max(place, 1) - 1].Ticks >= ticks[i])
                {
                    unsorted[subscription] = true;
                }

                to[place] = new FactRow(ticks[i], start + i, new FactContent(contents[i]));
                if (owner != customers[i])
                {
                    foreign.Add((start + i, customers[i]));
                }
            }

            start = end;
        }

        return foreign;
    }

    /// <summary>Asks the memory for where later rows go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Prefetch(ReadOnlySpan<int> subscriptions, int row, NumberRanges.Range own)
    {
        if (row + RowsAhead >= subscriptions.Length)
        {
            return;
        }

        int later = subscriptions[row + RowsAhead], soon = subscriptions[row + RowsSoon];
        if (own.Has(later))
        {
            CacheLine.Prefetch(ref offsets[later + 1]);
            CacheLine.Prefetch(ref owners[later]);
        }

        if (own.Has(soon))
        {
            CacheLine.Prefetch(ref facts[offsets[soon + 1]]);
        }
    }
}
