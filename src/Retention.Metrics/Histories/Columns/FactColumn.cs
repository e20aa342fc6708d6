using System.Runtime.CompilerServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Values in blocks, so that growing never copies many of them. A place that was never set has the default value.</summary>
internal sealed class FactColumn<T>
    where T : unmanaged
{
    private const int BlockBits = 16;
    private const int BlockSize = 1 << BlockBits;
    private const int SmallestBlock = 16;

    private T[][] blocks = [];

    public int Count { get; private set; }

    /// <summary>The value at a place.</summary>
    public T this[int place] => place < Count ? blocks[place >> BlockBits][place & (BlockSize - 1)] : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T value)
    {
        int block = Count >> BlockBits, within = Count & (BlockSize - 1);
        if (block == blocks.Length || within == blocks[block].Length)
        {
            Grow(block);
        }

        blocks[block][within] = value;
        Count++;
    }

    /// <summary>Sets the value of a place; those between it and the last are the default.</summary>
    public void Set(int place, in T value)
    {
        while (Count <= place)
        {
            Add(default);
        }

        blocks[place >> BlockBits][place & (BlockSize - 1)] = value;
    }

    /// <summary>How many blocks there are.</summary>
    public int BlockCount => blocks.Length;

    /// <summary>The values of a block.</summary>
    public ReadOnlySpan<T> Block(int block) => blocks[block].AsSpan(0, Math.Min(BlockSize, Count - (block << BlockBits)));

    /// <summary>The place of the first value of a block.</summary>
    public static int FirstOf(int block) => block << BlockBits;

    /// <summary>A column with the same values, which is added to by itself.</summary>
    public FactColumn<T> Copy() => new() { blocks = Array.ConvertAll(blocks, block => block.ToArray()), Count = Count };

    private void Grow(int block)
    {
        if (block == blocks.Length)
        {
            Array.Resize(ref blocks, block + 1);
            blocks[block] = block == 0 ? new T[SmallestBlock] : GC.AllocateUninitializedArray<T>(BlockSize);
        }
        else
        {
            Array.Resize(ref blocks[block], blocks[block].Length * 2);
        }
    }
}
