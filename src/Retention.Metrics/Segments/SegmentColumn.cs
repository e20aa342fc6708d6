namespace Retention.Metrics.Segments;

/// <summary>The segments of a timeline, and the segment of each of its customers as a number.</summary>
/// <param name="Segments">In ordinal order.</param>
/// <param name="SegmentOf">By customer, the position in the segments.</param>
internal sealed record SegmentColumn(Segment[] Segments, int[] SegmentOf)
{
    /// <summary>Makes room for customers nobody named, where there are any.</summary>
    /// <param name="segments">The segments of those who were named.</param>
    /// <param name="unknown">The segment of all others.</param>
    /// <param name="customers">How many customers the timeline has.</param>
    /// <param name="numberOf">The segment of a customer, or −1.</param>
    public static SegmentColumn Of(Segment[] segments, Segment unknown, int customers, Func<int, int> numberOf)
    {
        var of = new int[customers];
        bool unnamed = segments.Length == 0;
        for (int customer = 0; customer < customers; customer++)
        {
            of[customer] = numberOf(customer);
            unnamed |= of[customer] < 0;
        }

        if (!unnamed)
        {
            return new SegmentColumn(segments, of);
        }

        int found = Array.BinarySearch(segments, unknown);
        int at = found >= 0 ? found : ~found;
        int shift = found >= 0 ? 0 : 1;
        for (int customer = 0; customer < customers; customer++)
        {
            of[customer] = of[customer] < 0 ? at : of[customer] >= at ? of[customer] + shift : of[customer];
        }

        return new SegmentColumn(found >= 0 ? segments : [.. segments[..at], unknown, .. segments[at..]], of);
    }
}
