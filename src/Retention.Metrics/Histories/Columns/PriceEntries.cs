using System.Runtime.CompilerServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Entries in blocks: growing copies no more than the first block.</summary>
internal sealed class PriceEntries
{
    private const int Bits = 10;
    private const int EntriesInBlock = 1 << Bits;
    private const int EntriesAtFirst = 4;

    private PriceEntry[][] blocks = [new PriceEntry[EntriesAtFirst]];

    public ref PriceEntry this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref blocks[index >> Bits][index & (EntriesInBlock - 1)];
    }

    /// <summary>Sets an entry: one that is there, or the next.</summary>
    public void Set(int index, in PriceEntry entry)
    {
        int block = index >> Bits, within = index & (EntriesInBlock - 1);
        if (block == blocks.Length)
        {
            Array.Resize(ref blocks, block * 2);
        }

        if (blocks[block] is null || within == blocks[block].Length)
        {
            Array.Resize(ref blocks[block], block > 0 ? EntriesInBlock : Math.Min(EntriesInBlock, 4 * within));
        }

        blocks[block][within] = entry;
    }
}

/// <summary>A price; one that is plain is an object only when it is asked for.</summary>
internal struct PriceEntry
{
    /// <summary>No entry: the first one follows none.</summary>
    public const int None = 0;

    public PlainPrice Plain { get; init; }

    public RecurringPrice? Price { get; set; }

    /// <summary>The first entry that equals this one.</summary>
    public int FirstEqual { get; init; }

    /// <summary>Of a plain value the next entry that equals this one.</summary>
    public int NextEqual { get; set; }
}
