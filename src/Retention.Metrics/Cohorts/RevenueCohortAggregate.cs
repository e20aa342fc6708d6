namespace Retention.Metrics.Cohorts;

/// <summary>What the customers of each cohort pay at the end of each period.</summary>
/// <remarks>
/// Each change is added to the cell in which it happens, so the work is per change and not per cell. Within a cell the changes of one customer add
/// up to no more than the customer's highest level; intermediate sums may wrap around, the final ones fit.
/// </remarks>
internal sealed class RevenueCohortAggregate<TActiveAtZero>(CohortLayout layout) : Int64Aggregate<RevenueCohortState, CohortMatrix<RevenueCellTotals>[]>
    where TActiveAtZero : struct, IActiveAtZeroColumn
{
    public override RevenueCohortState NewState() => new(layout);

    protected override void CombineFlushed(RevenueCohortState state, RevenueCohortState other) => state.Sums.Add(other.Sums);

    protected override CohortMatrix<RevenueCellTotals>[] FinishFlushed(RevenueCohortState state)
    {
        CohortMatrix<RevenueCellTotals>[] matrices = layout.MatricesOf(state.Sums, static sums => sums);
        foreach (CohortMatrix<RevenueCellTotals> matrix in matrices)
        {
            for (int row = 0; row < layout.Shape.Rows; row++)
            {
                RevenueCellTotals level = matrix.Initial[row];
                foreach (ref RevenueCellTotals cell in matrix.Row(row))
                {
                    level += cell;
                    cell = level;
                }
            }
        }

        return matrices;
    }

    protected override void UpdateInt64(RevenueCohortState state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets, segmentOf = layout.SegmentOf;
        ReadOnlySpan<long> time = columns.Time, levels = columns.Level;
        ReadOnlySpan<bool> activeAtZero = columns.ActiveAtZero;
        ReadOnlySpan<CohortLayout.Row> rows = layout.Rows;
        Span<RevenueCohortState.Change> initials = state.Initial, cells = state.Cells;
        var periodOf = new PeriodIndex.Lookup(layout.Periods);
        long start = layout.Periods.Bounds[0], finish = layout.End;
        int cellsOfSegment = layout.Shape.Cells, first = columns.FirstCustomer, firstRow = 0, firstCell = 0;
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1];

            // The first row of a customer is always a payment: it makes the base, from which column 0 starts.
            if (i == end || time[i] >= finish)
            {
                continue;
            }

            if (!segmentOf.IsEmpty)
            {
                int segment = segmentOf[first + customer];
                (firstRow, firstCell) = (segment * rows.Length, segment * cellsOfSegment);
            }

            int row = time[i] < start ? rows.Length - 1 : periodOf.Of(time[i]);
            long initial = levels[i];
            initials[firstRow + row].Add(1, initial, initial);
            CohortLayout.Row own = rows[row];
            while (time[end - 1] >= own.End && end - i > 1)
            {
                end--;
            }

            int cell = firstCell + own.CellOfPeriod0, active = 1;
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
                    cells[cell + periodOf.Of(at)].Add(activeNow - active, now - level, keptNow - kept);
                    (level, kept, active) = (now, keptNow, activeNow);
                }
            }
        }
    }
}
