namespace Retention.Metrics.Ids;

/// <summary>Where the bytes of an id are kept: which block, from which byte, how many.</summary>
internal readonly record struct IdPlace(ulong Value)
{
    public const int MostBytes = (1 << Bits) - 1;

    private const int Bits = 21;

    public int Block => (int)(Value >> (2 * Bits));

    public int Start => (int)((Value >> Bits) & MostBytes);

    public int Length => (int)(Value & MostBytes);

    public static IdPlace Of(int block, int start, int length) => new(((ulong)block << (2 * Bits)) | ((ulong)start << Bits) | (uint)length);
}

/// <summary>The bytes of ids that are too long to be packed, one after another in blocks: growing never copies what is there.</summary>
internal sealed class IdBytes
{
    private const int SmallestBlock = 1 << 10;
    private const int LargestBlock = 1 << 20;

    private readonly List<byte[]> blocks = [];
    private int block = -1;
    private int used;

    public ReadOnlySpan<byte> this[IdPlace place] => blocks[place.Block].AsSpan(place.Start, place.Length);

    public IdPlace Add(ReadOnlySpan<byte> id)
    {
        if (id.Length > IdPlace.MostBytes)
        {
            throw new ArgumentException(FormattableString.Invariant($"An id has {id.Length} bytes; it may have {IdPlace.MostBytes}."), nameof(id));
        }

        if (block < 0 || blocks[block].Length - used < id.Length)
        {
            NextBlock(id.Length);
        }

        id.CopyTo(blocks[block].AsSpan(used));
        var place = IdPlace.Of(block, used, id.Length);
        used += id.Length;
        return place;
    }

    /// <summary>Asks the memory for an id that is read soon.</summary>
    public void Prefetch(IdPlace place) => CacheLine.Prefetch(ref blocks[place.Block][place.Start]);

    /// <summary>Forgets all ids and keeps the room.</summary>
    public void Clear() => (block, used) = (-1, 0);

    private void NextBlock(int atLeast)
    {
        used = 0;
        if (++block == blocks.Count)
        {
            blocks.Add([]);
        }

        if (blocks[block].Length < atLeast)
        {
            blocks[block] = GC.AllocateUninitializedArray<byte>(Math.Max(atLeast, Math.Min(SmallestBlock << Math.Min(block, 10), LargestBlock)));
        }
    }
}
