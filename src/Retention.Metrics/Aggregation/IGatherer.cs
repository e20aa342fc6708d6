namespace Retention.Metrics;

/// <summary>Adds up what customers hold, block of customers after block. One gatherer works on one thread.</summary>
internal interface IGatherer<TColumns>
{
    void Add(TColumns columns, int firstCustomer, int endCustomer);
}

/// <summary>Gatherers who see the same blocks, one after another, while these are in the cache.</summary>
internal sealed class GathererList<TColumns>(params IGatherer<TColumns>[] gatherers) : IGatherer<TColumns>
{
    public void Add(TColumns columns, int firstCustomer, int endCustomer)
    {
        foreach (IGatherer<TColumns> one in gatherers)
        {
            one.Add(columns, firstCustomer, endCustomer);
        }
    }

    /// <summary>Of several lists, the gatherers at one place.</summary>
    public static IReadOnlyList<IGatherer<TColumns>> At(IReadOnlyList<IGatherer<TColumns>> lists, int place) =>
        [.. lists.Select(list => ((GathererList<TColumns>)list).At(place))];

    private IGatherer<TColumns> At(int place) => gatherers[place];
}
