namespace Retention.Metrics;

/// <summary>Gathers what customers add to the cohorts of each segment.</summary>
internal interface ICohortGatherer<TSums>
    where TSums : struct, ICohortSums<TSums>
{
    /// <summary>What was added so far.</summary>
    CohortSums<TSums>[] Changes();

    /// <summary>Turns the changes of all customers into the state of each cell.</summary>
    static abstract void Complete(CohortSums<TSums> sums);
}

/// <summary>What several gatherers come to.</summary>
internal static class CohortGatherers
{
    /// <summary>Adds up gatherers that have seen every customer between them.</summary>
    /// <returns>The sums of each segment.</returns>
    public static CohortSums<TSums>[] Sum<TSums, TGatherer>(IEnumerable<TGatherer> gatherers)
        where TSums : struct, ICohortSums<TSums>
        where TGatherer : class, ICohortGatherer<TSums>
    {
        CohortSums<TSums>[][] parts = [.. gatherers.Select(one => one.Changes())];
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
