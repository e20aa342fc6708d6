namespace Retention.Metrics.Histories.Columns;

/// <summary>Facts of rows that lie anywhere, collected by subscription: each thread those of ranges of subscriptions. The place of a fact is its row.</summary>
internal sealed class RowFacts
{
    private const int RowsPerRange = 1 << 14;

    private readonly FactRow[] facts;
    private readonly int[] offsets;
    private readonly int[] owners;
    private readonly List<(int Row, int Customer)> others;

    private RowFacts(FactRow[] facts, int[] offsets, int[] owners, List<(int Row, int Customer)> others, int[] unsorted)
    {
        this.facts = facts;
        this.offsets = offsets;
        this.owners = owners;
        this.others = others;
        Unsorted = unsorted;
    }

    /// <summary>The subscriptions of which the instants do not rise, row after row; rising.</summary>
    public IReadOnlyList<int> Unsorted { get; }

    /// <summary>Collects the facts of rows.</summary>
    /// <param name="rows">The rows, subscription after subscription.</param>
    /// <param name="offsets">The place of the first row of each subscription, and behind them twice the number of all rows.</param>
    /// <param name="ticksOf">When the fact of a row takes effect.</param>
    /// <param name="contentOf">What happened.</param>
    /// <param name="customerOf">The number of the customer.</param>
    /// <param name="execution">How many threads take part.</param>
    public static RowFacts Of(int[] rows, int[] offsets, Func<int, long> ticksOf, Func<int, FactContent> contentOf, Func<int, int> customerOf, ExecutionOptions execution)
    {
        FactRow[] facts = GC.AllocateUninitializedArray<FactRow>(rows.Length);
        int[] owners = new int[offsets.Length - 2], cuts = RowRanges.Of(offsets.AsSpan(..^1), RowsPerRange);
        var found = new (List<int> Unsorted, List<(int Row, int Customer)> Others)[cuts.Length - 1];
        execution.ForEach(found.Length, range =>
        {
            found[range] = ([], []);
            for (int subscription = cuts[range]; subscription < cuts[range + 1]; subscription++)
            {
                bool rises = true;
                int first = offsets[subscription], end = offsets[subscription + 1];
                owners[subscription] = first < end ? customerOf(rows[first]) : -1;
                for (int i = first; i < end; i++)
                {
                    facts[i] = new FactRow(ticksOf(rows[i]), rows[i], contentOf(rows[i]));
                    rises &= i == first || facts[i - 1].Ticks < facts[i].Ticks;
                    if (i > first && customerOf(rows[i]) is var customer && customer != owners[subscription])
                    {
                        found[range].Others.Add((rows[i], customer));
                    }
                }

                if (!rises)
                {
                    found[range].Unsorted.Add(subscription);
                }
            }
        });
        return new RowFacts(facts, offsets, owners, [.. found.SelectMany(one => one.Others).OrderBy(other => other.Row)], [.. found.SelectMany(one => one.Unsorted)]);
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
}
