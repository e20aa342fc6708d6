namespace Retention.Metrics.Orders;

/// <summary>Recency, frequency and revenue in columns, one element of each for a customer.</summary>
internal sealed record RfmColumns(int[] Frequency, int[] RecencyDays, int[] AgeDays, long[] FirstRevenue, long[] RepeatRevenue)
{
    /// <summary>The age of a customer who has not ordered yet.</summary>
    public const int NotYet = -1;

    /// <summary>The number of customers.</summary>
    public int Count => Frequency.Length;

    /// <summary>The figures of one customer.</summary>
    public RfmTotals this[int row] => new()
    {
        Frequency = Frequency[row],
        RecencyDays = RecencyDays[row],
        AgeDays = AgeDays[row],
        FirstRevenue = FirstRevenue[row],
        RepeatRevenue = RepeatRevenue[row],
    };

    /// <summary>Columns for a number of customers; every element must be written.</summary>
    public static RfmColumns Uninitialized(int count) => new(
        FreshMemory.ToFill<int>(count),
        FreshMemory.ToFill<int>(count),
        FreshMemory.ToFill<int>(count),
        FreshMemory.ToFill<long>(count),
        FreshMemory.ToFill<long>(count));

    /// <summary>Writes the figures of one customer.</summary>
    public void Set(int row, in RfmTotals totals) =>
        (Frequency[row], RecencyDays[row], AgeDays[row], FirstRevenue[row], RepeatRevenue[row]) = (totals.Frequency, totals.RecencyDays, totals.AgeDays, totals.FirstRevenue, totals.RepeatRevenue);

    /// <summary>The customers of a segment who have ordered.</summary>
    /// <param name="segmentOf">The segment of each customer; nothing for all customers.</param>
    /// <param name="segment">The segment.</param>
    /// <returns>The numbers of these customers, or nothing where they are all, and their columns.</returns>
    public (int[]? Customers, RfmColumns Columns) WithoutThoseYetToOrder(int[]? segmentOf, int segment)
    {
        if (segmentOf is null && !AgeDays.AsSpan().Contains(NotYet))
        {
            return (null, this);
        }

        int[] kept = [.. Enumerable.Range(0, Count).Where(customer => AgeDays[customer] != NotYet && (segmentOf is null || segmentOf[customer] == segment))];
        return (kept, new RfmColumns(Pick(Frequency), Pick(RecencyDays), Pick(AgeDays), Pick(FirstRevenue), Pick(RepeatRevenue)));

        T[] Pick<T>(T[] column) => Array.ConvertAll(kept, customer => column[customer]);
    }

    /// <summary>These customers, followed by others.</summary>
    public RfmColumns Concat(RfmColumns other) => new(
        [.. Frequency, .. other.Frequency], [.. RecencyDays, .. other.RecencyDays], [.. AgeDays, .. other.AgeDays], [.. FirstRevenue, .. other.FirstRevenue], [.. RepeatRevenue, .. other.RepeatRevenue]);
}
