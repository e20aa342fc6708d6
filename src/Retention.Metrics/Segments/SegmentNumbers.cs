namespace Retention.Metrics.Segments;

/// <summary>Numbers segments in the order in which they are met, without an object for each customer.</summary>
/// <param name="attributes">The names of the attributes.</param>
internal sealed class SegmentNumbers(string[] attributes)
{
    // A tree of values: from the node of the values before to the node of them and one more. A node of the last value is a segment.
    private readonly Dictionary<(int Node, string Value), int> nodes = [];
    private readonly List<Segment> segments = [];

    /// <summary>The segments by number.</summary>
    public IReadOnlyList<Segment> Segments => segments;

    /// <summary>The number of the segment of some attributes.</summary>
    public int Of(IReadOnlyDictionary<string, string>? known)
    {
        int node = 0;
        for (int i = 0; i < attributes.Length; i++)
        {
            string value = Value(known, i);
            if (!nodes.TryGetValue((node, value), out int next))
            {
                // Inner nodes are counted below 0, segments from 0.
                next = i < attributes.Length - 1 ? -1 - nodes.Count : segments.Count;
                nodes.Add((node, value), next);
                if (next >= 0)
                {
                    segments.Add(new Segment([.. attributes.Select((_, other) => Value(known, other))]));
                }
            }

            node = next;
        }

        return node;
    }

    private string Value(IReadOnlyDictionary<string, string>? known, int attribute) =>
        known is not null && known.TryGetValue(attributes[attribute], out string? value) && !string.IsNullOrWhiteSpace(value) ? value : Segment.Missing;
}
