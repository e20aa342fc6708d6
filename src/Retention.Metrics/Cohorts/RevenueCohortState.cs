namespace Retention.Metrics.Cohorts;

/// <summary>The 64-bit changes of the initial totals and the cells of all segments, and the 128-bit sums to which they are flushed.</summary>
internal sealed class RevenueCohortState(CohortLayout layout) : Int64Accumulator
{
    public CohortSums<RevenueCellTotals> Sums { get; } = new(layout);

    public Change[] Initial { get; } = new Change[layout.Segments * layout.Shape.Rows];

    public Change[] Cells { get; } = new Change[layout.Segments * layout.Shape.Cells];

    protected override void FlushSums()
    {
        Flush(Initial, Sums.Initial);
        Flush(Cells, Sums.Cells);
    }

    private static void Flush(Change[] from, RevenueCellTotals[] to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += new RevenueCellTotals { Customers = from[i].Customers, Mrr = from[i].Mrr, GrossMrr = from[i].GrossMrr };
        }

        Array.Clear(from);
    }

    internal struct Change
    {
        public long Customers;
        public long Mrr;
        public long GrossMrr;

        public void Add(int customers, long mrr, long grossMrr)
        {
            unchecked
            {
                Customers += customers;
                Mrr += mrr;
                GrossMrr += grossMrr;
            }
        }
    }
}
