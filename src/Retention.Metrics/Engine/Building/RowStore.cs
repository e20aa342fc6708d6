using System.Runtime.InteropServices;

namespace Retention.Metrics;

/// <summary>Rows gathered one by one, in blocks, so that growing never copies what is there.</summary>
internal sealed class RowStore : IRowSource
{
    private const int SmallestBlock = 1 << 10;
    private const int LargestBlock = 1 << 20;

    private readonly List<EventRow[]> full = [];
    private EventRow[] last;
    private int used;
    private int before;

    /// <summary>An empty store.</summary>
    /// <param name="expected">How many rows will come, or 0 where nobody knows.</param>
    public RowStore(int expected = 0) => last = expected == 0 ? [] : GC.AllocateUninitializedArray<EventRow>(expected);

    public int Count => before + used;

    /// <summary>A store of rows that stand in arrays already.</summary>
    public static RowStore Of(params ReadOnlySpan<EventRow[]> blocks)
    {
        var store = new RowStore();
        foreach (EventRow[] block in blocks)
        {
            store.full.Add(block);
            store.before += block.Length;
        }

        return store;
    }

    /// <summary>The row at a place; slow.</summary>
    public EventRow this[int row] => Between(row, row + 1).First()[0];

    public void Add(in EventRow row)
    {
        if (used == last.Length)
        {
            NextBlock();
        }

        last[used++] = row;
    }

    /// <summary>The rows from one place to another, block by block.</summary>
    public IEnumerable<ArraySegment<EventRow>> Between(int from, int to)
    {
        int start = 0;
        foreach (EventRow[] block in full.Append(last))
        {
            int first = Math.Max(from, start), end = Math.Min(to, Math.Min(start + block.Length, Count));
            if (first < end)
            {
                yield return new ArraySegment<EventRow>(block, first - start, end - first);
            }

            start += block.Length;
        }
    }

    public void CountInto(int[] buckets, int shift, int fromRow, int endRow)
    {
        foreach (ArraySegment<EventRow> block in Between(fromRow, endRow))
        {
            foreach (ref readonly EventRow row in block.AsSpan())
            {
                buckets[row.Customer >> shift]++;
            }
        }
    }

    public void DealInto(EventRow[] rows, int[] next, int shift, int fromRow, int endRow)
    {
        foreach (ArraySegment<EventRow> block in Between(fromRow, endRow))
        {
            foreach (ref readonly EventRow row in block.AsSpan())
            {
                rows[next[row.Customer >> shift]++] = row;
            }
        }
    }

    /// <summary>All rows, block by block.</summary>
    public IEnumerable<ArraySegment<EventRow>> Blocks() => Between(0, Count);

    /// <summary>Lets go of all rows.</summary>
    public void Clear()
    {
        full.Clear();
        (last, used, before) = ([], 0, 0);
    }

    private void NextBlock()
    {
        if (used > 0)
        {
            full.Add(last);
            before += used;
        }

        last = GC.AllocateUninitializedArray<EventRow>(Math.Clamp(before, SmallestBlock, LargestBlock));
        used = 0;
    }
}
