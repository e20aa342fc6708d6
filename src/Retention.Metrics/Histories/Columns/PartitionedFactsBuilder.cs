namespace Retention.Metrics.Histories.Columns;

/// <summary>Collects facts that come subscription after subscription: they are partitioned as they come, and kept once.</summary>
/// <param name="tables">What the facts refer to; all ids have numbers.</param>
/// <param name="expected">About how many facts will come. Room that is not used is never written, and takes no memory.</param>
internal sealed class PartitionedFactsBuilder(FactTables tables, int expected)
{
    private readonly int[] offsets = FreshMemory.Zeros<int>(tables.Names.Subscriptions + 2);
    private FactRow[] rows = FreshMemory.ToFill<FactRow>(expected);
    private readonly RoomAhead ahead = new();
    private int last;

    /// <summary>How many facts there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a fact of the last subscription or of a later one.</summary>
    public void Add(int subscription, int customer, FactInstant at, FactContent content)
    {
        Reserve(1);
        Begin(subscription, Count);
        rows[Count] = new FactRow(at.Ticks, Count, content);
        tables.SetCustomer(Count, subscription, customer);
        if (at.Nanos != 0)
        {
            tables.Details.SetNanos(Count, at.Nanos);
        }

        Count++;
    }

    /// <summary>Adds facts of the last subscription and of later ones.</summary>
    public void Add(FactRun run)
    {
        Reserve(run.Count);
        int before = Count;
        foreach (ref readonly FactRow row in run.Rows)
        {
            rows[Count] = row with { Place = Count };
            Count++;
        }

        ahead.AreAdded(rows, Count);
        foreach ((int subscription, int customer, int start) in run.Subscriptions)
        {
            Begin(subscription, before + start);
            tables.SetCustomer(before + start, subscription, customer);
        }

        foreach ((int fact, int customer) in run.Others)
        {
            tables.Details.SetCustomer(before + fact, customer);
        }

        foreach ((int fact, int nanos) in run.Nanos)
        {
            tables.Details.SetNanos(before + fact, nanos);
        }
    }

    /// <summary>The facts; the builder takes no more.</summary>
    public PartitionedFacts Build()
    {
        offsets.AsSpan(last + 1).Fill(Count);
        return new PartitionedFacts(rows, offsets, tables);
    }

    private void Begin(int subscription, int place)
    {
        while (last < subscription)
        {
            offsets[++last] = place;
        }
    }

    private void Reserve(int more)
    {
        if (Count + more > rows.Length)
        {
            Array.Resize(ref rows, Math.Max(16, Math.Max(Count + more, 2 * Count)));
        }
    }
}
