namespace Retention.Metrics.Ids;

/// <summary>The ids of a batch of rows, in UTF-8 and one after another; cleared and filled again for each batch.</summary>
internal sealed class IdBatch(int expected)
{
    private PackedId[] ids = new PackedId[expected];
    private int count;

    public ReadOnlySpan<PackedId> Ids => ids.AsSpan(0, count);

    /// <summary>The bytes of the long ids.</summary>
    public IdBytes LongOnes { get; } = new();

    /// <summary>Adds an id that is not empty.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        if (count == ids.Length)
        {
            Array.Resize(ref ids, Math.Max(16, ids.Length * 2));
        }

        ids[count++] = PackedId.Of(utf8, LongOnes);
    }

    public void Clear()
    {
        count = 0;
        LongOnes.Clear();
    }
}
