namespace Retention.Metrics.Histories.Columns;

/// <summary>Facts in the order in which they were added.</summary>
/// <param name="expected">How many facts there will be, where that is known; else 0. Then they take the memory in which they stay.</param>
internal sealed class AddedFacts(int expected)
{
    private readonly ColumnBlocks<AddedFact> blocks = new();
    private FactRow[] whole = expected > 0 ? FreshMemory.ToFill<FactRow>(expected) : [];

    public int Count { get; private set; }

    /// <summary>The fact at a place.</summary>
    public AddedFact this[int place] => expected > 0 ? whole[place].ToAdded() : blocks[place];

    /// <summary>The facts in blocks; <see langword="null"/> where they are in one array.</summary>
    public ColumnBlocks<AddedFact>? Blocks => expected > 0 ? null : blocks;

    public void Add(in AddedFact fact)
    {
        if (expected > 0)
        {
            whole[Count] = FactRow.OfAdded(fact);
        }
        else
        {
            blocks.Add(fact);
        }

        Count++;
    }

    /// <summary>Gives the array away; there are no facts here from then on.</summary>
    public FactRow[] Take()
    {
        FactRow[] taken = whole;
        (whole, Count) = ([], 0);
        return taken;
    }
}
