namespace Retention.Metrics;

/// <summary>Active customers and what they pay, in annual millionths.</summary>
internal record struct RevenueCohortSums : ICohortSums<RevenueCohortSums>
{
    public Int128 Mrr;

    /// <summary>What they pay, customer by customer no more than they began with.</summary>
    public Int128 GrossMrr;

    public long Customers;

    public void Add(in RevenueCohortSums other)
    {
        Mrr += other.Mrr;
        GrossMrr += other.GrossMrr;
        Customers += other.Customers;
    }
}

/// <summary>Follows what a customer pays.</summary>
internal readonly struct RevenueCohortFollower<TIdle>(RevenueColumns columns, CohortShape shape, PeriodIndex periods) : ICohortFollower<RevenueCohortSums>
    where TIdle : struct, IIdleColumn
{
    private readonly long asOf = shape.AsOf.ToUnixTimeTicks();

    public void Follow(int customer, CohortSums<RevenueCohortSums> sums)
    {
        int first = columns.Offsets[customer];
        int count = columns.Offsets[customer + 1] - first;
        ReadOnlySpan<long> time = columns.Time.AsSpan(first, count);
        ReadOnlySpan<long> levels = columns.Level.AsSpan(first, count);
        ReadOnlySpan<bool> idles = TIdle.Exists ? columns.Idle.AsSpan(first, count) : default;
        ReadOnlySpan<long> bounds = periods.Bounds;

        // The first row of a customer is always a payment.
        if (time.IsEmpty || time[0] >= asOf || time[0] >= bounds[^1])
        {
            return;
        }

        int row = time[0] < bounds[0] ? shape.Earlier : periods.Of(time[0]);
        int firstPeriod = shape.FirstPeriodOf(row);
        long initial = levels[0];
        ref RevenueCohortSums start = ref sums.Bases[row];
        Change(ref start, 1, initial, initial);
        Span<RevenueCohortSums> cells = sums.Row(row);
        if (cells.IsEmpty)
        {
            return;
        }

        long finish = bounds[firstPeriod + cells.Length], level = 0, kept = 0;
        int i = 0, column = 0, active = 0;
        while (true)
        {
            long before = level, keptBefore = kept, periodEnd = bounds[firstPeriod + column + 1];
            int activeBefore = active;
            while (i < time.Length && time[i] < periodEnd)
            {
                level = levels[i++];
            }

            kept = Math.Min(initial, level);
            active = level > 0 || (TIdle.Exists && i > 0 && idles[i - 1]) ? 1 : 0;
            Change(ref cells[column], active - activeBefore, level - before, kept - keptBefore);
            if (i == time.Length || time[i] >= finish)
            {
                return;
            }

            column = periods.Of(time[i]) - firstPeriod;
        }
    }

    public static void Complete(CohortSums<RevenueCohortSums> sums)
    {
        for (int row = 0; row < sums.Shape.Rows; row++)
        {
            CohortPass.Cumulate(sums.Row(row));
        }
    }

    // Fewer than 2^31 customers change a cell by less than 2^63 each, once each: the sums stay below 2^94.
    private static void Change(ref RevenueCohortSums sums, int customers, long mrr, long grossMrr)
    {
        unchecked
        {
            sums.Customers += customers;
            sums.Mrr += mrr;
            sums.GrossMrr += grossMrr;
        }
    }
}
