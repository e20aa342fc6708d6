using System.Collections.Concurrent;

namespace Retention.Metrics.Aggregation;

/// <summary>Columns that can be scanned by blocks of customers.</summary>
internal interface IColumnSource<out TColumns>
{
    /// <summary>The index of each customer's first row, and the number of rows as the last element.</summary>
    int[] Offsets { get; }

    /// <summary>Calls <paramref name="read"/> with the columns of a block of customers and the customers' range in these columns.</summary>
    /// <remarks>The columns are valid only until <paramref name="read"/> returns.</remarks>
    void Read(int firstCustomer, int endCustomer, Action<TColumns, int, int> read);
}

/// <summary>One scan of the columns, on all threads, that computes the aggregates of a plan.</summary>
internal static class ColumnScan
{
    // The rows of a block stay in the near caches of a core while one aggregate after another reads them.
    private const int RowsPerBlock = 1 << 14;

    /// <summary>Computes one aggregate.</summary>
    public static TTotals Run<TColumns, TState, TTotals>(this IColumnSource<TColumns> source, IAggregate<TColumns, TState, TTotals> aggregate, ExecutionOptions execution)
        where TState : class
        where TTotals : class
    {
        var plan = new AggregatePlan<TColumns>();
        Planned<TTotals> totals = plan.Add(aggregate);
        source.Run(plan, execution);
        return totals.Result;
    }

    /// <summary>Computes what <paramref name="plan"/> adds to a plan of its own.</summary>
    public static TResult Run<TColumns, TResult>(this IColumnSource<TColumns> source, Func<AggregatePlan<TColumns>, Planned<TResult>> plan, ExecutionOptions execution)
        where TResult : class
    {
        var aggregates = new AggregatePlan<TColumns>();
        Planned<TResult> planned = plan(aggregates);
        source.Run(aggregates, execution);
        return planned.Result;
    }

    /// <summary>Computes all aggregates of a plan.</summary>
    public static void Run<TColumns>(this IColumnSource<TColumns> source, AggregatePlan<TColumns> plan, ExecutionOptions execution)
    {
        // States can be large (a table of days): one for each thread at work, not one for each range of customers.
        var free = new ConcurrentBag<Action<TColumns, int, int>>();
        _ = CustomerSplit.Run(source.Offsets, execution, (first, end) =>
        {
            Action<TColumns, int, int> update = free.TryTake(out Action<TColumns, int, int>? known) ? known : plan.NewUpdate();
            for (int from = first, to; from < end; from = to)
            {
                to = EndOfBlock(source.Offsets, from, end);
                source.Read(from, to, update);
            }

            free.Add(update);
            return true;
        });
    }

    private static int EndOfBlock(int[] offsets, int first, int end)
    {
        if (offsets[end] - offsets[first] <= RowsPerBlock)
        {
            return end;
        }

        int found = Array.BinarySearch(offsets, first + 1, end - first, offsets[first] + RowsPerBlock);
        return found < 0 ? ~found : found;
    }
}
