namespace Retention.Metrics.Cohorts;

/// <summary>What the customers of each cohort by first activity do, period by period.</summary>
internal sealed class ActivityCohortAggregate(CohortLayout layout) : IAggregate<ActivityColumns, CohortSums<ActivityCellTotals>, CohortMatrix<ActivityCellTotals>[]>
{
    public CohortSums<ActivityCellTotals> NewState() => new(layout);

    public void Combine(CohortSums<ActivityCellTotals> state, CohortSums<ActivityCellTotals> other) => state.Add(other);

    public CohortMatrix<ActivityCellTotals>[] Finish(CohortSums<ActivityCellTotals> state) => layout.MatricesOf(state, static sum => sum);

    public void Update(CohortSums<ActivityCellTotals> state, ActivityColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets, segmentOf = layout.SegmentOf;
        ReadOnlySpan<long> time = columns.Time;
        ReadOnlySpan<CohortLayout.Row> rows = layout.Rows;
        Span<ActivityCellTotals> initials = state.Initial, cells = state.Cells;
        var periodOf = new PeriodIndex.Lookup(layout.Periods);
        long start = layout.Periods.Bounds[0], finish = layout.End;
        int segment = 0;
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1];
            if (i == end || time[i] >= finish)
            {
                continue;
            }

            if (!segmentOf.IsEmpty)
            {
                segment = segmentOf[customer];
            }

            long first = time[i];
            int row = first < start ? rows.Length - 1 : periodOf.Of(first), atFirst = 1;
            while (i + atFirst < end && time[i + atFirst] == first)
            {
                atFirst++;
            }

            initials[(segment * rows.Length) + row] += new ActivityCellTotals { Customers = 1, Activities = atFirst };
            CohortLayout.Row own = rows[row];
            while (end > i && time[end - 1] >= own.End)
            {
                end--;
            }

            while (i < end && time[i] < start)
            {
                i++;
            }

            int cell = (segment * layout.Shape.Cells) + own.CellOfPeriod0;
            for (int next; i < end; i = next)
            {
                int period = periodOf.Of(time[i]);
                for (next = i + 1; next < end && periodOf.Of(time[next]) == period; next++)
                {
                }

                cells[cell + period] += new ActivityCellTotals { Customers = 1, Activities = next - i };
            }
        }
    }
}
