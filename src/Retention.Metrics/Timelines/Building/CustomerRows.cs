namespace Retention.Metrics.Timelines.Building;

/// <summary>Where each customer's rows start, and which numbers the customers had before those without a row were left out.</summary>
internal readonly record struct CustomerRows(int[] Offsets, int[]? Numbers)
{
    /// <summary>Counts customers together.</summary>
    /// <param name="lengths">How many rows each has; −1 for a number no row came with. It becomes the offsets where it can.</param>
    /// <param name="keepAll">Whether numbers without a row are customers all the same.</param>
    public static CustomerRows Of(ReadOnlySpan<int> lengths, bool keepAll)
    {
        int kept = keepAll ? lengths.Length : lengths.Length - lengths.Count(-1);
        var offsets = new int[kept + 1];
        int[]? numbers = kept == lengths.Length ? null : new int[kept];
        int at = 0, start = 0;
        for (int number = 0; number < lengths.Length; number++)
        {
            if (lengths[number] < 0 && !keepAll)
            {
                continue;
            }

            numbers?[at] = number;
            start += Math.Max(0, lengths[number]);
            offsets[++at] = start;
        }

        return new CustomerRows(offsets, numbers);
    }
}
