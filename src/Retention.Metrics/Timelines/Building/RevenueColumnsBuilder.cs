namespace Retention.Metrics.Timelines.Building;

/// <summary>Turns rows of any order into revenue columns: grouped by customer, sorted by time, summed to the customer's total.</summary>
internal static class RevenueColumnsBuilder
{
    /// <summary>Brings the rows of each customer together, and their levels to totals.</summary>
    /// <param name="partitioned">The rows.</param>
    /// <param name="amounts">What a row's amount says.</param>
    /// <param name="subscriptions">Subscriptions are numbered from 0 up to this.</param>
    /// <param name="keepsLeads">Whether a subscription keeps its customer active before the first payment too.</param>
    /// <param name="execution">How many threads take part.</param>
    /// <returns>The totals, or <see langword="null"/> where rows contradict each other.</returns>
    public static GroupedRows? Totals(PartitionedRows partitioned, RevenueAmounts amounts, int subscriptions, bool keepsLeads, ExecutionOptions execution)
    {
        var owners = new SubscriptionOwners(amounts == RevenueAmounts.SubscriptionLevel ? subscriptions : 0);
        GroupedRows totals = CustomerGrouping.Group(partitioned, () => new CustomerTotals(amounts, keepsLeads, owners), execution);
        return owners.HasConflict ? null : totals;
    }

    /// <summary>Puts totals into columns.</summary>
    /// <param name="totals">The totals of each customer.</param>
    /// <param name="keepAll">Whether a number without a row is a customer too.</param>
    /// <param name="execution">How many threads take part.</param>
    /// <returns>The columns, and the numbers of the customers where some have no row.</returns>
    public static (RevenueColumns Columns, int[]? Numbers) Columns(GroupedRows totals, bool keepAll, ExecutionOptions execution)
    {
        CustomerRows rows = CustomerRows.Of(totals.Lengths, keepAll);
        int count = rows.Offsets[^1];
        long[] time = FreshMemory.ToFill<long>(count), level = FreshMemory.ToFill<long>(count);
        bool anyIdle = false;
        totals.Read(execution, (from, start) =>
        {
            bool atZero = false;
            for (int i = 0; i < from.Length; i++)
            {
                time[start + i] = from[i].Ticks;
                level[start + i] = from[i].Amount;
                atZero |= from[i].Amount < 0;
            }

            if (atZero)
            {
                Volatile.Write(ref anyIdle, true);
            }
        });
        return (RevenueColumns.Of(rows.Offsets, time, level, anyIdle ? TakeIdle(level) : null), rows.Numbers);
    }

    /// <summary>Replaces the mark of a customer who is active at 0 by a level of 0 and a column.</summary>
    public static bool[] TakeIdle(Span<long> level)
    {
        var atZero = new bool[level.Length];
        for (int i = 0; i < level.Length; i++)
        {
            if (level[i] == CustomerTotals.IdleLevel)
            {
                (level[i], atZero[i]) = (0, true);
            }
        }

        return atZero;
    }
}
