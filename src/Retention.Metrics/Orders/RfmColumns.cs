namespace Retention.Metrics.Orders;

/// <summary>One row for each customer who has ordered by a day: their numbers in the order columns, or none where that is everyone.</summary>
internal sealed record RfmColumns(int[]? Customers, int[] Frequency, int[] RecencyDays, int[] AgeDays, long[] RepeatRevenue)
{
    /// <summary>The age of a customer who has not ordered yet.</summary>
    public const int NotYet = -1;

    /// <summary>Room for so many customers; every element is to be written.</summary>
    public static RfmColumns Empty(int count) => new(
        null,
        GC.AllocateUninitializedArray<int>(count),
        GC.AllocateUninitializedArray<int>(count),
        GC.AllocateUninitializedArray<int>(count),
        GC.AllocateUninitializedArray<long>(count));

    public RfmColumns WithoutThoseYetToOrder()
    {
        if (!AgeDays.AsSpan().Contains(NotYet))
        {
            return this;
        }

        int[] kept = [.. Enumerable.Range(0, AgeDays.Length).Where(customer => AgeDays[customer] != NotYet)];
        return new RfmColumns(kept, Pick(Frequency), Pick(RecencyDays), Pick(AgeDays), Pick(RepeatRevenue));

        T[] Pick<T>(T[] column) => Array.ConvertAll(kept, customer => column[customer]);
    }
}
