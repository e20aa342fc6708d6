using System.Runtime.CompilerServices;

namespace Retention.Metrics.Ids;

/// <summary>Ids by their numbers: 17 bytes an id, and as long as ids rise that are counted up about 4.</summary>
internal sealed class PackedIds
{
    private const int BlockBits = 19;
    private const int IdsInBlock = 1 << BlockBits;
    private const int IdsAtFirst = 1 << 4;

    // Large blocks, so that they are mapped in large pages; what is not used of the last is never written, and takes no memory.
    private Words[][] words = [new Words[IdsAtFirst]];
    private byte[][] kinds = [new byte[IdsAtFirst]];
    private RisingIdBlocks? rising = new();

    public int Count { get; private set; }

    /// <summary>The id of a number.</summary>
    public PackedId this[int number]
    {
        get
        {
            if (Volatile.Read(ref rising) is { } risen)
            {
                return risen[number];
            }

            Words own = words[number >> BlockBits][number & (IdsInBlock - 1)];
            return new PackedId(own.First, own.Last, kinds[number >> BlockBits][number & (IdsInBlock - 1)]);
        }
    }

    /// <summary>Adds an id, which rises until ids are searched.</summary>
    public void Add(in PackedId id)
    {
        if (rising is null)
        {
            Store(Count, id);
        }
        else
        {
            rising.Add(id);
        }

        Count++;
    }

    /// <summary>From now on ids come in any order, and are read at random.</summary>
    public void Search()
    {
        for (int number = 0; number < Count; number++)
        {
            Store(number, rising![number]);
        }

        // Another thread reads ids that it knows.
        Volatile.Write(ref rising, null);
    }

    /// <summary>Whether the words of an id are those of another, which has the same kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasWords(int number, in PackedId id)
    {
        ref readonly Words own = ref words[number >> BlockBits][number & (IdsInBlock - 1)];
        return own.First == id.First && own.Last == id.Last;
    }

    /// <summary>Asks the memory for an id that is read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int number) => CacheLine.Prefetch(ref words[number >> BlockBits][number & (IdsInBlock - 1)]);

    private void Store(int number, in PackedId id)
    {
        int block = number >> BlockBits, within = number & (IdsInBlock - 1);
        if (number > 0 && (within == 0 || within == words[block].Length))
        {
            Grow(block, number);
        }

        words[block][within] = new Words(id.First, id.Last);
        kinds[block][within] = (byte)id.Kind;
    }

    private void Grow(int block, int count)
    {
        if (count < IdsInBlock)
        {
            int size = Math.Min(IdsInBlock, 4 * count);
            Words[] grown = FreshMemory.ToFill<Words>(size, pinned: true);
            words[0].CopyTo(grown, 0);
            words[0] = grown;
            Array.Resize(ref kinds[0], size);
            return;
        }

        if (block == words.Length)
        {
            Array.Resize(ref words, 2 * block);
            Array.Resize(ref kinds, 2 * block);
        }

        words[block] = FreshMemory.ToFill<Words>(IdsInBlock, pinned: true);
        kinds[block] = GC.AllocateUninitializedArray<byte>(IdsInBlock);
    }

    private readonly record struct Words(ulong First, ulong Last);
}
