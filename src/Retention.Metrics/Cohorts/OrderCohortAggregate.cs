namespace Retention.Metrics.Cohorts;

/// <summary>What the customers of each cohort order, period by period.</summary>
internal sealed class OrderCohortAggregate(CohortShape shape, SegmentColumn? segments) : IAggregate<OrderColumns, CohortSums<OrderCohortSums>[], CohortSums<OrderCohortSums>[]>
{
    private readonly PeriodIndex periods = PeriodIndex.Over(shape.Periods);
    private readonly long asOf = shape.AsOf.ToUnixTimeTicks();

    public CohortSums<OrderCohortSums>[] NewState() => CohortSums<OrderCohortSums>.PerSegment(shape, segments);

    public void Update(CohortSums<OrderCohortSums>[] state, OrderColumns columns, int firstCustomer, int endCustomer)
    {
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            Add(columns, customer, state[segments is null ? 0 : segments.SegmentOf[customer]]);
        }
    }

    public void Combine(CohortSums<OrderCohortSums>[] state, CohortSums<OrderCohortSums>[] other) => CohortSums<OrderCohortSums>.AddAll(state, other);

    public CohortSums<OrderCohortSums>[] Finish(CohortSums<OrderCohortSums>[] state)
    {
        Array.ForEach(state, AddUp);
        return state;
    }

    private static void AddUp(CohortSums<OrderCohortSums> sums)
    {
        for (int row = 0; row < sums.Shape.Rows; row++)
        {
            Span<OrderCohortSums> cells = sums.Row(row);
            for (int column = 1; column < cells.Length; column++)
            {
                cells[column].RevenueToDate += cells[column - 1].RevenueToDate;
                cells[^(column + 1)].CustomersOnOrAfter += cells[^column].CustomersOnOrAfter;
            }
        }
    }

    private void Add(OrderColumns columns, int customer, CohortSums<OrderCohortSums> sums)
    {
        int first = columns.Offsets[customer];
        int count = columns.Offsets[customer + 1] - first;
        ReadOnlySpan<long> time = columns.Time.AsSpan(first, count);
        ReadOnlySpan<long> amounts = columns.Amount.AsSpan(first, count);
        ReadOnlySpan<long> bounds = periods.Bounds;
        if (time.IsEmpty || time[0] >= asOf || time[0] >= bounds[^1])
        {
            return;
        }

        int row = time[0] < bounds[0] ? shape.Earlier : periods.Of(time[0]);
        int firstPeriod = shape.FirstPeriodOf(row);
        int i = 0;
        Add(ref sums.Bases[row], time, amounts, ref i, time[0] + 1);
        Span<OrderCohortSums> cells = sums.Row(row);
        if (cells.IsEmpty)
        {
            return;
        }

        i = 0;
        long finish = bounds[firstPeriod + cells.Length];
        while (i < time.Length && time[i] < bounds[firstPeriod])
        {
            unchecked
            {
                cells[0].RevenueToDate += amounts[i++];
            }
        }

        while (i < time.Length && time[i] < finish)
        {
            int column = periods.Of(time[i]) - firstPeriod;
            Add(ref cells[column], time, amounts, ref i, bounds[firstPeriod + column + 1]);
        }

        int last = time.Length - 1;
        while (time[last] >= asOf)
        {
            last--;
        }

        if (time[last] >= bounds[firstPeriod])
        {
            cells[time[last] >= finish ? cells.Length - 1 : periods.Of(time[last]) - firstPeriod].CustomersOnOrAfter++;
        }
    }

    // A book has fewer than 2^31 orders of less than 2^63 each: the sums stay below 2^94.
    private static void Add(ref OrderCohortSums sums, ReadOnlySpan<long> time, ReadOnlySpan<long> amounts, ref int i, long end)
    {
        int from = i;
        Int128 revenue = 0;
        while (i < time.Length && time[i] < end)
        {
            unchecked
            {
                revenue += amounts[i++];
            }
        }

        sums.Customers++;
        sums.Orders += i - from;
        unchecked
        {
            sums.Revenue += revenue;
            sums.RevenueToDate += revenue;
        }
    }
}
