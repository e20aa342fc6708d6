using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Retention.Metrics.Ids;

/// <summary>The numbers of ids by hash. A bucket is a line of the cache: the tags of eight ids, and their numbers.</summary>
/// <remarks>
/// <para>The table grows piece by piece: a segment that is full is split in two, and the others stay as they are. The top bits of a hash lead to a segment, by way of a
/// directory that is small enough to stay near; bits from the middle to a bucket of it, and the low bits are the tag. So growing leaves nothing behind to be collected,
/// and asks for no memory but what stays: fresh memory is what costs most here.</para>
/// <para>A place takes 8 bytes, about 15 for an id. The ids are elsewhere, where those with one hash are told apart.</para>
/// </remarks>
/// <param name="hashOf">The hash of an id, by its number.</param>
/// <param name="tagsHaveBuckets">Whether the low bits of a tag are those of the bucket in which the search begins: then few hashes are asked for.</param>
/// <param name="prefetch">Asks the memory for an id of which the hash is asked for soon.</param>
internal sealed class IdTable(Func<int, ulong> hashOf, bool tagsHaveBuckets = false, Action<int>? prefetch = null)
{
    private const int BucketBits = 3;
    private const int PlacesInBucket = 1 << BucketBits;
    private const int CellsInBucket = 2 * PlacesInBucket;
    private const int AllPlaces = (1 << PlacesInBucket) - 1;
    private const int BytesInLine = 64;

    private const int SegmentBits = 8;
    private const int BucketsInSegment = 1 << SegmentBits;
    private const int MostInSegment = BucketsInSegment * PlacesInBucket / 8 * 7;
    private const int BlockBits = SegmentBits + 4;
    private const int MostBlocksInSlab = 32;
    private const int TagBits = 32;
    private const int KindBits = 5;

    // A number that lies in another bucket than the search for it begins in, because that one was full.
    private const uint Moved = 1u << 31;

    private readonly uint[] splitting = new uint[BucketsInSegment * CellsInBucket];
    private Segment[] segments = new Segment[1];
    private Block[] blocks = [Slab.Of(BucketsInSegment).BlockAt(0)];
    private Slab slab;
    private int usedOfSlab;
    private int[] directory = [0];
    private int segmentCount = 1;
    private int depth;

    // Whether some id lies so many buckets behind its own that the bits in its tag do not tell which that is.
    private bool anyFar;

    /// <summary>What tells most ids apart: much of the hash, and the kind. Never 0, which is a place that is free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint TagOf(ulong hash, int kind) =>
        unchecked(((uint)(hash >> 32) & ~((1u << KindBits) - 1)) | (uint)(kind <= PackedId.MostInline ? kind : kind == PackedId.Uuid ? PackedId.MostInline + 1 : PackedId.MostInline + 2));

    /// <summary>A tag with the low bits of the bucket in which the search begins, in place of the kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint TagWithBucketOf(ulong hash)
    {
        const uint LowBits = (1u << KindBits) - 1;
        uint tag = unchecked(((uint)(hash >> 32) & ~LowBits) | ((uint)hash & LowBits));
        return tag == 0 ? 1u << KindBits : tag;
    }

    /// <summary>The bucket in which the search for an id of a hash begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FirstBucketOf(ulong hash) => (directory[EntryOf((uint)(hash >> 32))] << SegmentBits) | BucketIn(hash);

    /// <summary>The bucket to search on in, where one is full.</summary>
    public static int NextBucketOf(int bucket) => (bucket & ~(BucketsInSegment - 1)) | ((bucket + 1) & (BucketsInSegment - 1));

    /// <summary>Asks the memory for a bucket that is read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int bucket) => CacheLine.Prefetch(ref CellsOf(bucket));

    /// <summary>A bit for each place of a bucket that has a tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint PlacesWith(int bucket, uint tag)
    {
        ref uint cells = ref CellsOf(bucket);
        var wanted = Vector128.Create(tag);
        return Vector128.Equals(Vector128.LoadUnsafe(ref cells), wanted).ExtractMostSignificantBits()
            | (Vector128.Equals(Vector128.LoadUnsafe(ref cells, PlacesInBucket / 2), wanted).ExtractMostSignificantBits() << (PlacesInBucket / 2));
    }

    /// <summary>Whether all places of a bucket are taken.</summary>
    public bool IsFull(int bucket) => Unsafe.Add(ref CellsOf(bucket), PlacesInBucket - 1) != 0;

    /// <summary>The number in the first of some places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NumberIn(int bucket, uint places) => (int)(Unsafe.Add(ref CellsOf(bucket), PlacesInBucket + BitOperations.TrailingZeroCount(places)) & ~Moved);

    /// <summary>Adds the number of an id that has none yet.</summary>
    public void Add(ulong hash, uint tag, int number)
    {
        int first = FirstBucketOf(hash), segment = first >> SegmentBits;
        Put(first, tag, (uint)number);
        if (++segments[segment].Count >= MostInSegment)
        {
            Split(segment, tag);
        }
    }

    /// <summary>Gives the memory of the table back: it must not be used any more.</summary>
    public void Release()
    {
        foreach (uint[] cells in blocks.Select(block => block.Cells).Distinct())
        {
            HugePages.GiveBack(cells);
        }

        (blocks, slab) = ([], default);
    }

    private static int BucketIn(ulong hash) => (int)(hash & (BucketsInSegment - 1));

    private int EntryOf(uint tag) => (int)((ulong)tag >> (TagBits - depth));

    private void Put(int first, uint tag, uint number)
    {
        int bucket = first;
        while (IsFull(bucket))
        {
            bucket = NextBucketOf(bucket);
        }

        anyFar |= ((bucket - first) & (BucketsInSegment - 1)) >= 1 << KindBits;
        int place = BitOperations.TrailingZeroCount(PlacesWith(bucket, 0));
        ref uint cells = ref CellsOf(bucket);
        Unsafe.Add(ref cells, place) = tag;
        Unsafe.Add(ref cells, PlacesInBucket + place) = bucket == first ? number : number | Moved;
    }

    /// <summary>Splits a segment in two.</summary>
    /// <param name="number">The segment.</param>
    /// <param name="tag">A tag in it.</param>
    private void Split(int number, uint tag)
    {
        int bits = segments[number].Depth + 1, other = segmentCount;
        if (bits > depth)
        {
            DoubleDirectory();
        }

        AddSegment();
        Span<uint> cells = MemoryMarshal.CreateSpan(ref CellsOf(number << SegmentBits), splitting.Length);
        cells.CopyTo(splitting);
        cells.Clear();
        (segments[number], segments[other]) = (new Segment(bits), new Segment(bits));

        PrefetchMoved();

        // The directory has a range for the segment: its second half is the other's from now on.
        int entries = 1 << (depth - bits), first = EntryOf(tag) & ~((2 * entries) - 1);
        directory.AsSpan(first + entries, entries).Fill(other);
        for (int bucket = 0; bucket < BucketsInSegment; bucket++)
        {
            ReadOnlySpan<uint> own = splitting.AsSpan(bucket * CellsInBucket, CellsInBucket);
            for (int place = 0; place < PlacesInBucket && own[place] != 0; place++)
            {
                uint value = own[PlacesInBucket + place];
                int segment = ((own[place] >> (TagBits - bits)) & 1) == 0 ? number : other, within = value < Moved ? bucket : OwnBucket(bucket, own[place], value);
                Put((segment << SegmentBits) | within, own[place], value & ~Moved);
                segments[segment].Count++;
            }
        }
    }

    /// <summary>Asks the memory for the ids of a segment that is split of which the hashes will be asked for.</summary>
    private void PrefetchMoved()
    {
        for (int bucket = 0; prefetch is not null && bucket < BucketsInSegment; bucket++)
        {
            foreach (uint number in splitting.AsSpan((bucket * CellsInBucket) + PlacesInBucket, PlacesInBucket))
            {
                if (number >= Moved)
                {
                    prefetch((int)(number & ~Moved));
                }
            }
        }
    }

    /// <summary>The bucket in which the search for an id begins that lies in another one of its segment.</summary>
    private int OwnBucket(int bucket, uint tag, uint value)
    {
        if (!tagsHaveBuckets || anyFar)
        {
            return BucketIn(hashOf((int)(value & ~Moved)));
        }

        int behind = (bucket - (int)(tag & ((1u << KindBits) - 1))) & ((1 << KindBits) - 1);
        return (bucket - behind) & (BucketsInSegment - 1);
    }

    private void DoubleDirectory()
    {
        var doubled = new int[directory.Length * 2];
        for (int i = 0; i < doubled.Length; i++)
        {
            doubled[i] = directory[i >> 1];
        }

        directory = doubled;
        depth++;
    }

    private void AddSegment()
    {
        int block = segmentCount++ >> (BlockBits - SegmentBits);
        if (segmentCount > segments.Length)
        {
            Array.Resize(ref segments, 2 * segments.Length);
        }

        if (block == blocks.Length)
        {
            Array.Resize(ref blocks, block + 1);
        }

        // A table of one segment has a block for it alone.
        if (blocks[block].Buckets < 1 << BlockBits)
        {
            Block whole = NextBlock();
            blocks[block].CopyTo(whole);
            blocks[block] = whole;
        }
    }

    /// <summary>A block of zeros. A slab is as large as the table was before: as the hashes of ids are evenly spread, most segments are split at about one time.</summary>
    private Block NextBlock()
    {
        if (usedOfSlab == slab.Buckets >> BlockBits)
        {
            slab = Slab.Of(Math.Clamp(blocks.Length - 1, 1, MostBlocksInSlab) << BlockBits);
            usedOfSlab = 0;
        }

        slab.WantBehind(usedOfSlab << BlockBits);
        return slab.BlockAt(usedOfSlab++ << BlockBits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref uint CellsOf(int bucket)
    {
        ref readonly Block block = ref blocks[bucket >> BlockBits];
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(block.Cells), block.Start + ((bucket & ((1 << BlockBits) - 1)) * CellsInBucket));
    }

    private record struct Segment(int Depth)
    {
        public int Count { get; set; }
    }

    /// <summary>Memory for buckets, which begin where a line of the cache does, or in a large table a large page: the array stays where it is.</summary>
    private readonly record struct Slab(uint[] Cells, int Start, int Buckets)
    {
        public static unsafe Slab Of(int buckets)
        {
            // The room before a large page is never written.
            int alignment = buckets == MostBlocksInSlab << BlockBits ? HugePages.Size : BytesInLine;
            uint[] cells = FreshMemory.ToFill<uint>((buckets * CellsInBucket) + (alignment / sizeof(uint)), pinned: true);
            nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(cells)), alignedTo = (nuint)alignment;
            return new Slab(cells, (int)((alignedTo - (address % alignedTo)) % alignedTo) / sizeof(uint), buckets);
        }

        /// <summary>Asks for the large page behind the one that begins with a block, where one does.</summary>
        public void WantBehind(int bucket)
        {
            int next = (bucket * BytesInLine) + HugePages.Size;
            if (next % HugePages.Size == 0 && next < Buckets * BytesInLine)
            {
                PagesAhead.Want(Cells, ((long)Start * sizeof(uint)) + next);
            }
        }

        /// <summary>Zeros for a block.</summary>
        /// <param name="bucket">The bucket of the slab with which it begins.</param>
        public Block BlockAt(int bucket)
        {
            var block = new Block(Cells, Start + (bucket * CellsInBucket), Math.Min(Buckets, 1 << BlockBits));
            Cells.AsSpan(block.Start, block.Buckets * CellsInBucket).Clear();
            return block;
        }
    }

    /// <summary>Buckets in an array that stays where it is.</summary>
    private readonly record struct Block(uint[] Cells, int Start, int Buckets)
    {
        public void CopyTo(Block other) => Cells?.AsSpan(Start, Buckets * CellsInBucket).CopyTo(other.Cells.AsSpan(other.Start));
    }
}
