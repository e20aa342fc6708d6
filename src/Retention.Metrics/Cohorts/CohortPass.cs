using System.Collections.Concurrent;

namespace Retention.Metrics;

/// <summary>Gathers what runs of customers add to the cohorts of each segment.</summary>
internal interface ICohortGatherer<TSums>
    where TSums : struct, ICohortSums<TSums>
{
    /// <summary>Adds a run of customers, each change where it happens.</summary>
    void Add(int firstCustomer, int endCustomer);

    /// <summary>What was added so far.</summary>
    CohortSums<TSums>[] Changes();

    /// <summary>Turns the changes of all customers into the state of each cell.</summary>
    static abstract void Complete(CohortSums<TSums> sums);
}

/// <summary>The one pass over the customers of a book.</summary>
internal static class CohortPass
{
    /// <summary>Runs over all customers.</summary>
    /// <param name="offsets">Where each customer's rows start.</param>
    /// <param name="gatherer">Makes a gatherer that has nothing yet.</param>
    /// <param name="execution">How the pass is run.</param>
    /// <returns>The sums of each segment.</returns>
    public static CohortSums<TSums>[] Run<TSums, TGatherer>(int[] offsets, Func<TGatherer> gatherer, Execution execution)
        where TSums : struct, ICohortSums<TSums>
        where TGatherer : class, ICohortGatherer<TSums>
    {
        // A table of days is large: there is one set of sums for each thread at work, not one for each run of customers.
        var idle = new ConcurrentBag<TGatherer>();
        _ = CustomerSplit.Run(offsets, execution, (first, end) =>
        {
            TGatherer at = idle.TryTake(out TGatherer? known) ? known : gatherer();
            at.Add(first, end);
            idle.Add(at);
            return at;
        });

        CohortSums<TSums>[][] parts = [.. idle.Select(one => one.Changes())];
        for (int segment = 0; segment < parts[0].Length; segment++)
        {
            for (int part = 1; part < parts.Length; part++)
            {
                parts[0][segment].Add(parts[part][segment]);
            }

            TGatherer.Complete(parts[0][segment]);
        }

        return parts[0];
    }
}
