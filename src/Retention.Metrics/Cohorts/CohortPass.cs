using System.Collections.Concurrent;

namespace Retention.Metrics;

/// <summary>Follows one customer through a cohort table.</summary>
internal interface ICohortFollower<TSums>
    where TSums : struct, ICohortSums<TSums>
{
    /// <summary>Adds a customer, each change where it happens.</summary>
    void Follow(int customer, CohortSums<TSums> sums);

    /// <summary>Turns the changes of all customers into the state of each cell.</summary>
    static abstract void Complete(CohortSums<TSums> sums);
}

/// <summary>The one pass over the customers of a book, for each segment its own sums.</summary>
internal static class CohortPass
{
    /// <summary>Runs over all customers.</summary>
    /// <param name="offsets">Where each customer's rows start.</param>
    /// <param name="shape">The shape of each segment's table.</param>
    /// <param name="segments">How many segments there are.</param>
    /// <param name="segmentOf">The segment of each customer; nothing where there is but one.</param>
    /// <param name="follower">What to do with a customer.</param>
    /// <param name="execution">How the pass is run.</param>
    public static CohortSums<TSums>[] Run<TSums, TFollower>(int[] offsets, CohortShape shape, int segments, int[]? segmentOf, TFollower follower, Execution execution)
        where TSums : struct, ICohortSums<TSums>
        where TFollower : struct, ICohortFollower<TSums>
    {
        // A table of days is large: there is one set of sums for each thread at work, not one for each run of customers.
        var idle = new ConcurrentBag<CohortSums<TSums>[]>();
        _ = CustomerSplit.Run(offsets, execution, (first, end) =>
        {
            if (!idle.TryTake(out CohortSums<TSums>[]? sums))
            {
                sums = [.. Enumerable.Range(0, segments).Select(_ => new CohortSums<TSums>(shape))];
            }

            for (int customer = first; customer < end; customer++)
            {
                follower.Follow(customer, sums[segmentOf is null ? 0 : segmentOf[customer]]);
            }

            idle.Add(sums);
            return sums;
        });

        CohortSums<TSums>[][] parts = [.. idle];
        for (int segment = 0; segment < segments; segment++)
        {
            for (int part = 1; part < parts.Length; part++)
            {
                parts[0][segment].Add(parts[part][segment]);
            }

            TFollower.Complete(parts[0][segment]);
        }

        return parts[0];
    }

    /// <summary>Turns changes into states: each cell is what the one before was, and what changed.</summary>
    public static void Cumulate<TSums>(Span<TSums> cells)
        where TSums : struct, ICohortSums<TSums>
    {
        for (int column = 1; column < cells.Length; column++)
        {
            cells[column].Add(in cells[column - 1]);
        }
    }
}
