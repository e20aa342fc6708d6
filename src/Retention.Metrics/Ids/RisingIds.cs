using System.Buffers.Binary;

namespace Retention.Metrics.Ids;

/// <summary>Ids that come in rising order, as those of most exports of orders and events do: each is new, and no table has to tell.</summary>
internal sealed class RisingIds
{
    private const int BlockBits = 13;
    private const int IdsInBlock = 1 << BlockBits;
    private const int IdsAtFirst = 1 << 4;

    private PackedId[][] blocks = [new PackedId[IdsAtFirst]];

    public int Count { get; private set; }

    /// <summary>The id of a number.</summary>
    public ref readonly PackedId this[int number] => ref blocks[number >> BlockBits][number & (IdsInBlock - 1)];

    /// <summary>Adds ids as long as they rise.</summary>
    /// <returns>How many were added.</returns>
    public int Add(ReadOnlySpan<PackedId> ids)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            ref readonly PackedId id = ref ids[i];
            if (id.Kind == PackedId.Long || (Count > 0 && Compare(this[Count - 1], id) >= 0))
            {
                return i;
            }

            int block = Count >> BlockBits, within = Count & (IdsInBlock - 1);
            if (block == blocks.Length || within == blocks[block].Length)
            {
                Grow(block);
            }

            blocks[block][within] = id;
            Count++;
        }

        return ids.Length;
    }

    /// <summary>The number of an id, or −1.</summary>
    public int Find(in PackedId id)
    {
        int first = 0, last = Count - 1;
        while (first <= last)
        {
            int middle = first + ((last - first) / 2), order = id.Kind == PackedId.Long ? 1 : Compare(this[middle], id);
            if (order == 0)
            {
                return middle;
            }

            (first, last) = order < 0 ? (middle + 1, last) : (first, middle - 1);
        }

        return -1;
    }

    /// <summary>An order in which ids rise that are counted up: by length, then by their bytes.</summary>
    private static int Compare(in PackedId x, in PackedId y)
    {
        int order = x.Kind.CompareTo(y.Kind);
        order = order != 0 ? order : BinaryPrimitives.ReverseEndianness(x.First).CompareTo(BinaryPrimitives.ReverseEndianness(y.First));
        return order != 0 ? order : BinaryPrimitives.ReverseEndianness(x.Last).CompareTo(BinaryPrimitives.ReverseEndianness(y.Last));
    }

    private void Grow(int block)
    {
        if (Count < IdsInBlock)
        {
            Array.Resize(ref blocks[0], Math.Min(IdsInBlock, 4 * blocks[0].Length));
            return;
        }

        Array.Resize(ref blocks, block + 1);
        blocks[block] = GC.AllocateUninitializedArray<PackedId>(IdsInBlock);
    }
}
