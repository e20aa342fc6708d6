namespace Retention.Metrics;

/// <summary>Follows what customers pay. Each change is written into the cell where it happens, so the work is per change and not per cell.</summary>
/// <remarks>
/// Within a cell the changes of one customer add up to no more than the customer's highest level, however many there are on the way; whatever wraps
/// around on the way wraps back.
/// </remarks>
internal sealed class RevenueCohortGatherer<TIdle> : NarrowGatherer, ICohortGatherer<RevenueCohortSums>
    where TIdle : struct, IIdleColumn
{
    private readonly CohortShape shape;
    private readonly PeriodIndex periods;
    private readonly SegmentColumn? segments;
    private readonly CohortSums<RevenueCohortSums>[] sums;
    private readonly Row[] rows;
    private readonly Changes64[] bases;
    private readonly Changes64[] cells;

    public RevenueCohortGatherer(CohortShape shape, SegmentColumn? segments)
    {
        (this.shape, this.segments) = (shape, segments);
        int count = segments?.Segments.Length ?? 1;
        periods = PeriodIndex.Over(shape.Periods);
        sums = [.. Enumerable.Range(0, count).Select(_ => new CohortSums<RevenueCohortSums>(shape))];
        rows = [.. Enumerable.Range(0, shape.Rows).Select(row => new Row(shape.FirstCell[row], shape.FirstPeriodOf(row), FinishOf(row)))];
        bases = new Changes64[count * shape.Rows];
        cells = new Changes64[count * shape.Cells];
    }

    public CohortSums<RevenueCohortSums>[] Changes()
    {
        CarryOver();
        return sums;
    }

    public static void Complete(CohortSums<RevenueCohortSums> sums)
    {
        for (int row = 0; row < sums.Shape.Rows; row++)
        {
            Span<RevenueCohortSums> states = sums.Row(row);
            for (int column = 0; column < states.Length; column++)
            {
                states[column].Add(in column == 0 ? ref sums.Bases[row] : ref states[column - 1]);
            }
        }
    }

    protected override void Follow(RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets, segmentOf = segments?.SegmentOf;
        ReadOnlySpan<long> time = columns.Time, levels = columns.Level;
        ReadOnlySpan<bool> idle = columns.Idle;
        Span<Changes64> bases = this.bases, cells = this.cells;
        var periodOf = new PeriodIndex.Lookup(periods);
        long start = periods.Bounds[0], known = Math.Min(shape.AsOf.ToUnixTimeTicks(), periods.Bounds[^1]);
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1];

            // The first row of a customer is always a payment: it makes the base, on which column 0 stands.
            if (i == end || time[i] >= known)
            {
                continue;
            }

            int row = time[i] < start ? shape.Earlier : periodOf.Of(time[i]);
            int segment = segmentOf.IsEmpty ? 0 : segmentOf[columns.FirstCustomer + customer];
            long initial = levels[i];
            bases[(segment * rows.Length) + row].Add(1, initial, initial);
            ref readonly Row own = ref rows[row];
            while (time[end - 1] >= own.Finish && end - i > 1)
            {
                end--;
            }

            int firstCell = (segment * shape.Cells) + own.FirstCell - own.FirstPeriod, active = 1;
            long level = initial, kept = initial;
            for (i++; i < end; i++)
            {
                // What came before the first period is there when it begins.
                long now = levels[i], at = Math.Max(time[i], start);
                int activeNow = now > 0 || (TIdle.Exists && idle[i]) ? 1 : 0;

                // Levels are between 0 and 2^63 - 1, so their differences fit. Whether a customer now pays less than at first cannot be predicted,
                // so the minimum is found without a branch.
                unchecked
                {
                    long less = now - initial, keptNow = initial + (less & (less >> 63));
                    cells[firstCell + periodOf.Of(at)].Add(activeNow - active, now - level, keptNow - kept);
                    (level, kept, active) = (now, keptNow, activeNow);
                }
            }
        }
    }

    // A row without a mature cell is finished before it begins.
    private long FinishOf(int row) => shape.CellsOf(row) == 0 ? long.MinValue : periods.Bounds[shape.FirstPeriodOf(row) + shape.CellsOf(row)];

    protected override void CarryOverSums()
    {
        for (int segment = 0; segment < sums.Length; segment++)
        {
            CarryOver(bases.AsSpan(segment * shape.Rows, shape.Rows), sums[segment].Bases);
            CarryOver(cells.AsSpan(segment * shape.Cells, shape.Cells), sums[segment].Cells);
        }
    }

    private static void CarryOver(Span<Changes64> from, RevenueCohortSums[] to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i].Add(new() { Customers = from[i].Customers, Mrr = from[i].Mrr, GrossMrr = from[i].GrossMrr });
        }

        from.Clear();
    }

    private readonly record struct Row(int FirstCell, int FirstPeriod, long Finish);

    private struct Changes64
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
