namespace Retention.Metrics;

/// <summary>A gatherer whose sums are 64 bits wide, and are carried over into 128 before one of them could pass 2^63.</summary>
/// <remarks>A customer changes no sum by more than the highest level of all, however many changes they have: n customers by no more than n times that.</remarks>
internal abstract class NarrowGatherer : IGatherer<RevenueColumns>
{
    // How much the narrow sums may hold by now.
    private long taken;

    public void Add(RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        long most = Math.Max(1, columns.HighestLevel);
        for (int from = firstCustomer, to; from < endCustomer; from = to)
        {
            if (taken > long.MaxValue - most)
            {
                CarryOver();
            }

            int count = (int)Math.Min(endCustomer - from, (long.MaxValue - taken) / most);
            taken += count * most;
            to = from + count;
            Follow(columns, from, to);
        }
    }

    /// <summary>Adds customers to the narrow sums.</summary>
    protected abstract void Follow(RevenueColumns columns, int firstCustomer, int endCustomer);

    /// <summary>Adds the narrow sums to the wide ones, and clears them.</summary>
    protected abstract void CarryOverSums();

    /// <summary>Sees to it that the wide sums hold everything.</summary>
    protected void CarryOver()
    {
        CarryOverSums();
        taken = 0;
    }
}
