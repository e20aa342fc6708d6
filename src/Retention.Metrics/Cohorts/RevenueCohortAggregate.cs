namespace Retention.Metrics.Cohorts;

/// <summary>What the customers of each cohort pay at the end of each period.</summary>
/// <remarks>
/// Each change is added to the cell in which it happens, so the work is per change and not per cell. Within a cell the changes of one customer add
/// up to no more than the customer's highest level; intermediate sums may wrap around, the final ones fit.
/// </remarks>
internal sealed class RevenueCohortAggregate<TActiveAtZero> : Int64Aggregate<RevenueCohortState, CohortSums<RevenueCohortSums>[]>
    where TActiveAtZero : struct, IActiveAtZeroColumn
{
    private readonly CohortShape shape;
    private readonly PeriodIndex periods;
    private readonly SegmentColumn? segments;
    private readonly Row[] rows;

    public RevenueCohortAggregate(CohortShape shape, SegmentColumn? segments)
    {
        (this.shape, this.segments) = (shape, segments);
        periods = PeriodIndex.Over(shape.Periods);
        rows = [.. Enumerable.Range(0, shape.Rows).Select(row => new Row(shape.FirstCell[row], shape.FirstPeriodOf(row), FinishOf(row)))];
    }

    public override RevenueCohortState NewState() => new(CohortSums<RevenueCohortSums>.PerSegment(shape, segments));

    protected override void CombineFlushed(RevenueCohortState state, RevenueCohortState other) => CohortSums<RevenueCohortSums>.AddAll(state.Sums, other.Sums);

    protected override CohortSums<RevenueCohortSums>[] FinishFlushed(RevenueCohortState state)
    {
        foreach (CohortSums<RevenueCohortSums> sums in state.Sums)
        {
            for (int row = 0; row < shape.Rows; row++)
            {
                Span<RevenueCohortSums> cells = sums.Row(row);
                for (int column = 0; column < cells.Length; column++)
                {
                    cells[column].Add(in column == 0 ? ref sums.Bases[row] : ref cells[column - 1]);
                }
            }
        }

        return state.Sums;
    }

    protected override void UpdateInt64(RevenueCohortState state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets, segmentOf = segments?.SegmentOf;
        ReadOnlySpan<long> time = columns.Time, levels = columns.Level;
        ReadOnlySpan<bool> activeAtZero = columns.ActiveAtZero;
        Span<RevenueCohortState.Changes> bases = state.Bases, cells = state.Cells;
        var periodOf = new PeriodIndex.Lookup(periods);
        long start = periods.Bounds[0], known = Math.Min(shape.AsOf.ToUnixTimeTicks(), periods.Bounds[^1]);
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1];

            // The first row of a customer is always a payment: it makes the base, from which column 0 starts.
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
                int activeNow = now > 0 || (TActiveAtZero.Exists && activeAtZero[i]) ? 1 : 0;

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

    private readonly record struct Row(int FirstCell, int FirstPeriod, long Finish);
}
