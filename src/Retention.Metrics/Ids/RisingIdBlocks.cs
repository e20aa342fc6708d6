using System.Numerics;

namespace Retention.Metrics.Ids;

/// <summary>Ids that rise, by their numbers. Of ids that are counted up only the last bytes differ from those nearby, so most take 4 bytes.</summary>
/// <remarks>One thread adds ids; others read those that they know, because what is there is replaced and never changed.</remarks>
internal sealed class RisingIdBlocks
{
    private const int BlockBits = 10;
    private const int IdsInBlock = 1 << BlockBits;
    private const int IdsAtFirst = 1 << 4;
    private const int BitsInByte = 8;

    private Block[] blocks = [Block.OfWhole(new PackedId[IdsAtFirst])];

    public int Count { get; private set; }

    /// <summary>The id of a number.</summary>
    public PackedId this[int number] => blocks[number >> BlockBits][number & (IdsInBlock - 1)];

    public void Add(in PackedId id)
    {
        int block = Count >> BlockBits, within = Count & (IdsInBlock - 1);
        if (Count > 0 && within == 0)
        {
            NextBlock(block);
        }

        PackedId[] whole = blocks[block].Whole!;
        if (within == whole.Length)
        {
            Array.Resize(ref whole, 2 * within);
            blocks[block] = Block.OfWhole(whole);
        }

        whole[within] = id;
        Count++;
    }

    private void NextBlock(int block)
    {
        blocks[block - 1] = blocks[block - 1].Packed();
        if (block == blocks.Length)
        {
            Array.Resize(ref blocks, 2 * block);
        }

        blocks[block] = Block.OfWhole(GC.AllocateUninitializedArray<PackedId>(IdsInBlock));
    }

    /// <summary>Some ids one after another.</summary>
    /// <param name="First">The first of them, where they are packed.</param>
    /// <param name="Whole">The ids as they are, until there are enough of them; also where they differ in more than four bytes of one word.</param>
    /// <param name="Parts">The bytes in which each differs from the first.</param>
    /// <param name="Shift">From which bit of their word these bytes are.</param>
    /// <param name="InLast">Whether that is the last word, or else the first.</param>
    private sealed record Block(PackedId First, PackedId[]? Whole, uint[]? Parts, int Shift, bool InLast)
    {
        public PackedId this[int within]
        {
            get
            {
                if (Parts is null)
                {
                    return Whole![within];
                }

                ulong part = (ulong)Parts[within] << Shift;
                return InLast ? First with { Last = First.Last ^ part } : First with { First = First.First ^ part };
            }
        }

        public static Block OfWhole(PackedId[] ids) => new(default, ids, null, 0, false);

        /// <summary>The block in as little memory as its ids allow.</summary>
        public Block Packed()
        {
            PackedId[] ids = Whole!;
            PackedId first = ids[0];
            (ulong inFirst, ulong inLast, int inKind) = (0, 0, 0);
            foreach (ref readonly PackedId id in ids.AsSpan())
            {
                inFirst |= id.First ^ first.First;
                inLast |= id.Last ^ first.Last;
                inKind |= id.Kind ^ first.Kind;
            }

            ulong differing = inFirst | inLast;
            int shift = BitOperations.TrailingZeroCount(differing) & ~(BitsInByte - 1);
            if (inKind != 0 || (inFirst != 0 && inLast != 0) || differing >> shift > uint.MaxValue)
            {
                return this;
            }

            var parts = new uint[ids.Length];
            for (int i = 0; i < parts.Length; i++)
            {
                // One of the words is the same in all.
                parts[i] = (uint)(((ids[i].First ^ first.First) | (ids[i].Last ^ first.Last)) >> shift);
            }

            return new Block(first, null, parts, shift, inLast != 0);
        }
    }
}
