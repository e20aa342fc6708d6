namespace Retention.Metrics.Cohorts;

/// <summary>The 64-bit changes of each segment's bases and cells, and the 128-bit sums they are flushed to.</summary>
internal sealed class RevenueCohortState(CohortSums<RevenueCohortSums>[] sums) : Int64Accumulator
{
    private readonly CohortShape shape = sums[0].Shape;

    public CohortSums<RevenueCohortSums>[] Sums => sums;

    public Changes[] Bases { get; } = new Changes[sums.Length * sums[0].Shape.Rows];

    public Changes[] Cells { get; } = new Changes[sums.Length * sums[0].Shape.Cells];

    protected override void FlushSums()
    {
        for (int segment = 0; segment < sums.Length; segment++)
        {
            Flush(Bases.AsSpan(segment * shape.Rows, shape.Rows), sums[segment].Bases);
            Flush(Cells.AsSpan(segment * shape.Cells, shape.Cells), sums[segment].Cells);
        }
    }

    private static void Flush(Span<Changes> from, RevenueCohortSums[] to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i].Add(new() { Customers = from[i].Customers, Mrr = from[i].Mrr, GrossMrr = from[i].GrossMrr });
        }

        from.Clear();
    }

    internal struct Changes
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
