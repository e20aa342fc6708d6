using System.Runtime.InteropServices;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Rows collected one by one, in blocks, so that growing never copies existing rows.</summary>
internal sealed class RowStore : IRowSource
{
    private const int SmallestBlock = 1 << 10;
    private const int LargestBlock = 1 << 20;
    private const int LargestExpected = 1 << 24;

    private readonly List<ArraySegment<LedgerRow>> done = [];
    private LedgerRow[] last;
    private int used;
    private int before;

    /// <summary>An empty store.</summary>
    /// <param name="expected">How many rows are expected, or 0 where that is not known. Memory is taken for 16 million at most: a number is no promise.</param>
    public RowStore(int expected = 0) => last = expected == 0 ? [] : GC.AllocateUninitializedArray<LedgerRow>(Math.Min(expected, LargestExpected));

    public int Count => before + used;

    /// <summary>A store of rows that are in arrays already.</summary>
    public static RowStore Of(params ReadOnlySpan<LedgerRow[]> blocks)
    {
        var store = new RowStore();
        foreach (LedgerRow[] block in blocks)
        {
            store.Append(block);
        }

        return store;
    }

    /// <summary>The row at a place; slow.</summary>
    public LedgerRow this[int row] => Between(row, row + 1).First()[0];

    public void Add(in LedgerRow row)
    {
        if (used == last.Length)
        {
            NextBlock(GC.AllocateUninitializedArray<LedgerRow>(Math.Clamp(Count, SmallestBlock, LargestBlock)));
        }

        last[used++] = row;
    }

    /// <summary>Adds a block of rows as it is; it belongs to the store from then on.</summary>
    public void Append(ArraySegment<LedgerRow> block)
    {
        NextBlock([]);
        done.Add(block);
        before += block.Count;
    }

    /// <summary>Takes rows out; those that are left move up.</summary>
    /// <param name="leavesOut">Whether a row goes; asked of each once, in order.</param>
    public void RemoveAll(Predicate<LedgerRow> leavesOut)
    {
        NextBlock([]);
        int block = 0, write = 0;
        foreach (ArraySegment<LedgerRow> from in done)
        {
            foreach (LedgerRow row in from)
            {
                if (leavesOut(row))
                {
                    continue;
                }

                while (write == done[block].Count)
                {
                    block++;
                    write = 0;
                }

                done[block].AsSpan()[write++] = row;
            }
        }

        if (done.Count > 0)
        {
            done[block] = done[block][..write];
            done.RemoveRange(block + 1, done.Count - block - 1);
        }

        before = done.Sum(left => left.Count);
    }

    /// <summary>The rows from one place to another, block by block.</summary>
    public IEnumerable<ArraySegment<LedgerRow>> Between(int from, int to)
    {
        int start = 0;
        foreach (ArraySegment<LedgerRow> block in done.Append(new ArraySegment<LedgerRow>(last, 0, used)))
        {
            int first = Math.Max(from, start), end = Math.Min(to, start + block.Count);
            if (first < end)
            {
                yield return block[(first - start)..(end - start)];
            }

            start += block.Count;
        }
    }

    public void CountInto(int[] buckets, int shift, int fromRow, int endRow)
    {
        foreach (ArraySegment<LedgerRow> block in Between(fromRow, endRow))
        {
            foreach (ref readonly LedgerRow row in block.AsSpan())
            {
                buckets[row.Customer >> shift]++;
            }
        }
    }

    public void ScatterInto<TTarget>(TTarget to, int[] next, int shift, int fromRow, int endRow)
        where TTarget : struct, IRowTarget
    {
        foreach (ArraySegment<LedgerRow> block in Between(fromRow, endRow))
        {
            foreach (ref readonly LedgerRow row in block.AsSpan())
            {
                to.Put(next[row.Customer >> shift]++, row);
            }
        }
    }

    /// <summary>All rows, block by block.</summary>
    public IEnumerable<ArraySegment<LedgerRow>> Blocks() => Between(0, Count);

    /// <summary>Lets go of all rows.</summary>
    public void Clear()
    {
        done.Clear();
        (last, used, before) = ([], 0, 0);
    }

    private void NextBlock(LedgerRow[] next)
    {
        if (used > 0)
        {
            done.Add(new ArraySegment<LedgerRow>(last, 0, used));
            before += used;
        }

        (last, used) = (next, 0);
    }
}
