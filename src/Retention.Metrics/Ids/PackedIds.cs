using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Retention.Metrics.Ids;

/// <summary>Ids by their numbers, in blocks: 17 bytes an id.</summary>
internal sealed class PackedIds
{
    private const int BlockBits = 13;
    private const int IdsInBlock = 1 << BlockBits;
    private const int IdsAtFirst = 1 << 4;

    private Words[][] words = [new Words[IdsAtFirst]];
    private byte[][] kinds = [new byte[IdsAtFirst]];

    public int Count { get; private set; }

    /// <summary>The id of a number.</summary>
    public PackedId this[int number]
    {
        get
        {
            Words own = words[number >> BlockBits][number & (IdsInBlock - 1)];
            return new PackedId(own.First, own.Last, kinds[number >> BlockBits][number & (IdsInBlock - 1)]);
        }
    }

    public void Add(in PackedId id)
    {
        int block = Count >> BlockBits, within = Count & (IdsInBlock - 1);
        if (Count > 0 && (within == 0 || within == words[block].Length))
        {
            Grow(block);
        }

        words[block][within] = new Words(id.First, id.Last);
        kinds[block][within] = (byte)id.Kind;
        Count++;
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
    public unsafe void Prefetch(int number)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(words[number >> BlockBits]), number & (IdsInBlock - 1))));
        }
    }

    private void Grow(int block)
    {
        if (Count < IdsInBlock)
        {
            int size = Math.Min(IdsInBlock, 4 * Count);
            Array.Resize(ref words[0], size);
            Array.Resize(ref kinds[0], size);
            return;
        }

        if (block == words.Length)
        {
            Array.Resize(ref words, 2 * block);
            Array.Resize(ref kinds, 2 * block);
        }

        words[block] = GC.AllocateUninitializedArray<Words>(IdsInBlock);
        kinds[block] = GC.AllocateUninitializedArray<byte>(IdsInBlock);
    }

    private readonly record struct Words(ulong First, ulong Last);
}
