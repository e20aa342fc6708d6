namespace Retention.Metrics.Aggregation;

/// <summary>The state of an aggregate with 64-bit sums, which are flushed to 128 bits before one of them could pass 2^63.</summary>
/// <remarks>A customer changes no sum by more than the highest level of all, however many changes they have: n customers by no more than n times that.</remarks>
internal abstract class Int64Accumulator
{
    // An upper bound of what the 64-bit sums hold by now.
    private long taken;

    /// <summary>Adds the 64-bit sums to the 128-bit ones, and clears them.</summary>
    public void Flush()
    {
        FlushSums();
        taken = 0;
    }

    /// <summary>The number of customers that can be added before the next flush; flushes where there is no room for one.</summary>
    public int Reserve(int customers, long highestLevel)
    {
        long most = Math.Max(1, highestLevel);
        if (taken > long.MaxValue - most)
        {
            Flush();
        }

        int count = (int)Math.Min(customers, (long.MaxValue - taken) / most);
        taken += count * most;
        return count;
    }

    protected abstract void FlushSums();
}
