namespace Retention.Metrics;

/// <summary>How much may still be added to sums of 64 bits before one of them could pass 2^63.</summary>
internal struct Headroom
{
    private long taken;

    /// <summary>Takes room for as many customers as there is some for.</summary>
    /// <param name="customers">How many there are to add.</param>
    /// <param name="most">The most that one of them can add to a sum.</param>
    /// <returns>How many have room; 0 where the sums must be carried over first.</returns>
    public int Take(int customers, long most)
    {
        long each = Math.Max(1, most);
        int fit = (int)Math.Min(customers, (long.MaxValue - taken) / each);
        taken += fit * each;
        return fit;
    }

    /// <summary>All is there again: the sums were carried over.</summary>
    public void Clear() => taken = 0;
}
