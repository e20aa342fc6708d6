namespace Retention.Metrics.Cohorts;

/// <summary>What the customers of each cohort order, period by period.</summary>
internal sealed class OrderCohortAggregate<TRevenue>(CohortLayout layout) : IAggregate<OrderColumns, OrderCohortState<TRevenue>, CohortMatrix<OrderCellTotals>[]>
    where TRevenue : struct, IAmountSum<TRevenue>
{
    public OrderCohortState<TRevenue> NewState() => new(layout);

    public void Combine(OrderCohortState<TRevenue> state, OrderCohortState<TRevenue> other) => state.Add(other);

    public CohortMatrix<OrderCellTotals>[] Finish(OrderCohortState<TRevenue> state)
    {
        CohortMatrix<OrderCellTotals>[] matrices = layout.MatricesOf(state.Sums, static sum => sum.ToTotals());
        for (int segment = 0; segment < matrices.Length; segment++)
        {
            CohortMatrix<OrderCellTotals> matrix = matrices[segment];
            for (int row = 0; row < layout.Shape.Rows; row++)
            {
                matrix.Initial[row] = matrix.Initial[row] with { CustomersOnOrAfter = matrix.Initial[row].Customers };
                Accumulate(matrix.Row(row), row == layout.Shape.Earlier ? state.Before[segment].Sum : 0);
            }
        }

        return matrices;
    }

    public void Update(OrderCohortState<TRevenue> state, OrderColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets, segmentOf = layout.SegmentOf;
        ReadOnlySpan<long> time = columns.Time, amounts = columns.Amount;
        ReadOnlySpan<CohortLayout.Row> rows = layout.Rows;
        Span<OrderCohortSum<TRevenue>> initials = state.Sums.Initial, cells = state.Sums.Cells;
        TRevenue[] before = state.Before;
        var periodOf = new PeriodIndex.Lookup(layout.Periods);
        long start = layout.Periods.Bounds[0], finish = layout.End, asOf = layout.AsOf;
        int cellsOfSegment = layout.Shape.Cells, segment = 0;
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
            int row = first < start ? rows.Length - 1 : periodOf.Of(first);
            ref OrderCohortSum<TRevenue> initial = ref initials[(segment * rows.Length) + row];
            initial.Add(1, amounts[i]);
            for (int other = i + 1; other < end && time[other] == first; other++)
            {
                initial.Add(0, amounts[other]);
            }

            // The first order is before both ends, or no cell is mature.
            CohortLayout.Row own = rows[row];
            while (time[end - 1] >= asOf)
            {
                end--;
            }

            int known = end;
            while (end > i && time[end - 1] >= own.End)
            {
                end--;
            }

            for (; i < end && time[i] < start; i++)
            {
                before[segment] = before[segment].Plus(amounts[i]);
            }

            int cell = (segment * cellsOfSegment) + own.CellOfPeriod0, last = -1;
            for (; i < end; i++)
            {
                int period = periodOf.Of(time[i]);
                cells[cell + period].Add(period != last ? 1 : 0, amounts[i]);
                last = period;
            }

            last = known > end ? own.LastPeriod : last;
            if (last >= 0 && own.End > start)
            {
                cells[cell + last].LastOrders++;
            }
        }
    }

    /// <summary>Turns the revenue of each cell into revenue to date, and the members with their last order in it into those with an order in it or later.</summary>
    private static void Accumulate(Span<OrderCellTotals> cells, Int128 revenueBefore)
    {
        long customers = 0;
        foreach (ref OrderCellTotals cell in cells)
        {
            revenueBefore += cell.Revenue;
            cell = cell with { RevenueToDate = revenueBefore };
        }

        for (int column = cells.Length - 1; column >= 0; column--)
        {
            customers += cells[column].CustomersOnOrAfter;
            cells[column] = cells[column] with { CustomersOnOrAfter = customers };
        }
    }
}
