namespace Retention.Metrics.Csv.Reading;

/// <summary>What the last distinct texts of a column with few words were read as, so that each is read once.</summary>
internal sealed class CellCache<TValue>
{
    private const int MostEntries = 16;

    private readonly List<(byte[] Text, TValue Value)> entries = [];
    private int last;

    public bool TryFind(ReadOnlySpan<byte> text, out TValue value)
    {
        if (last < entries.Count && text.SequenceEqual(entries[last].Text))
        {
            value = entries[last].Value;
            return true;
        }

        for (int entry = 0; entry < entries.Count; entry++)
        {
            if (text.SequenceEqual(entries[entry].Text))
            {
                (last, value) = (entry, entries[entry].Value);
                return true;
            }
        }

        value = default!;
        return false;
    }

    /// <summary>Adds a text that was read; the oldest is given up where there are many.</summary>
    public TValue Add(ReadOnlySpan<byte> text, TValue value)
    {
        if (entries.Count == MostEntries)
        {
            entries.RemoveAt(0);
        }

        entries.Add((text.ToArray(), value));
        last = entries.Count - 1;
        return value;
    }
}
