using System.Runtime.CompilerServices;

namespace Retention.Metrics.Buffers;

/// <summary>The values of one column, row after row, in blocks of one size: growing copies no more than the first block.</summary>
/// <remarks>One thread adds rows. Others may read those that they know meanwhile.</remarks>
/// <typeparam name="TValue">The type of a value.</typeparam>
internal sealed class ColumnBlocks<TValue>
    where TValue : unmanaged
{
    private const int RowsAtFirst = 16;
    private const int Growth = 4;

    private const int SmallBits = 13;

    private readonly int bits;
    private TValue[][] blocks = new TValue[1][];
    private TValue[] last = [];
    private TValue[]? coming;
    private int used;

    // How many rows of the last block are added before the next page is looked at.
    private int limit;

    /// <summary>A column without rows.</summary>
    /// <param name="inSmallBlocks">Whether little memory counts more than large pages: blocks of 8192 rows.</param>
    public ColumnBlocks(bool inSmallBlocks = false) => bits = inSmallBlocks ? SmallBits : LargeBits;

    public int Count { get; private set; }

    // Blocks of 4 to 8 MB: most of each is mapped in large pages. What is not used of the last is never written, and takes no memory.
    private static int LargeBits => Unsafe.SizeOf<TValue>() switch
    {
        1 => 22,
        <= 4 => 21,
        <= 8 => 20,
        <= 16 => 19,
        _ => 18,
    };

    private int RowsInBlock => 1 << bits;

    /// <summary>The value of a row.</summary>
    public ref TValue this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref blocks[row >> bits][row & (RowsInBlock - 1)];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TValue value)
    {
        if (used == limit)
        {
            Grow(used + 1);
        }

        last[used++] = value;
        Count++;
    }

    /// <summary>The value of a row; the default of one that was never added.</summary>
    public TValue ValueOrDefault(int row) => row < Count ? this[row] : default;

    /// <summary>Sets the value of a row; those between it and the last are the default.</summary>
    public void Set(int row, TValue value)
    {
        if (row >= Count)
        {
            Fill(default, row + 1 - Count);
        }

        this[row] = value;
    }

    /// <summary>Adds rows, of which the caller sets all values.</summary>
    public void Extend(int count)
    {
        for (int left = count; left > 0;)
        {
            left -= Room(left).Length;
        }
    }

    /// <summary>Adds one value several times.</summary>
    public void Fill(TValue value, int count)
    {
        for (int left = count; left > 0;)
        {
            Span<TValue> room = Room(left);
            room.Fill(value);
            left -= room.Length;
        }
    }

    /// <summary>Adds values.</summary>
    public void AddRange(ReadOnlySpan<TValue> values)
    {
        while (!values.IsEmpty)
        {
            Span<TValue> room = Room(values.Length);
            values[..room.Length].CopyTo(room);
            values = values[room.Length..];
        }
    }

    /// <summary>The values from a row to the end of its block, or to another row before that. Blocks of values that take more bytes have fewer rows.</summary>
    public Span<TValue> From(int row, int end)
    {
        int start = row & (RowsInBlock - 1);
        return blocks[row >> bits].AsSpan(start, Math.Min(RowsInBlock - start, end - row));
    }

    /// <summary>A copy of some values, of one block or of several.</summary>
    public TValue[] Copy(int row, int count)
    {
        var copy = new TValue[count];
        for (int done = 0; done < count;)
        {
            Span<TValue> some = From(row + done, row + count);
            some.CopyTo(copy.AsSpan(done));
            done += some.Length;
        }

        return copy;
    }

    /// <summary>Gives the memory of all rows back: the column has no rows any more.</summary>
    public void Release()
    {
        foreach (TValue[] block in blocks)
        {
            if (block is not null)
            {
                HugePages.GiveBack(block);
            }
        }

        (blocks, last, coming) = (new TValue[1][], [], null);
        (used, limit, Count) = (0, 0, 0);
    }

    private Span<TValue> Room(int wanted)
    {
        if (used == limit)
        {
            Grow(used + wanted);
        }

        int start = used, length = Math.Min(wanted, limit - used);
        used += length;
        Count += length;
        return last.AsSpan(start, length);
    }

    private static int RowsInPage => HugePages.Size / Unsafe.SizeOf<TValue>();

    /// <summary>Goes on to the next page of the last block, and asks for the one behind it, which may be the first of a block to come.</summary>
    private void NextPage()
    {
        limit = Math.Min(last.Length, limit + RowsInPage);
        if (limit < last.Length)
        {
            PagesAhead.Want(last, (long)limit * Unsafe.SizeOf<TValue>());
        }
        else if (Count >= RowsInBlock && bits != SmallBits)
        {
            coming = FreshMemory.ToFill<TValue>(RowsInBlock);
            PagesAhead.Want(coming, 0);
        }
    }

    private void Grow(int wanted)
    {
        if (limit < last.Length)
        {
            NextPage();
            return;
        }

        if (last.Length < RowsInBlock && Count < RowsInBlock)
        {
            TValue[] grown = FreshMemory.ToFill<TValue>(Math.Min(RowsInBlock, Math.Max(RowsAtFirst, Math.Max(wanted, Growth * last.Length))));
            last.CopyTo(grown, 0);
            (last, blocks[0]) = (grown, grown);
            limit = 0;
            while (limit <= used)
            {
                NextPage();
            }

            return;
        }

        int block = Count >> bits;
        if (block == blocks.Length)
        {
            Array.Resize(ref blocks, 2 * blocks.Length);
        }

        last = coming ?? FreshMemory.ToFill<TValue>(RowsInBlock);
        coming = null;
        blocks[block] = last;
        (used, limit) = (0, 0);
        NextPage();
    }
}
