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
/// <param name="hashOf">The hash of an id, by its number: asked for where an id lies far from the bucket in which the search for it begins.</param>
internal sealed class IdTable(Func<int, ulong> hashOf)
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

    // A tag: much of the hash, how many buckets the id lies behind the one in which the search for it begins, and its kind.
    private const int TagBits = 32;
    private const int KindBits = 5;
    private const int DistanceBits = 3;
    private const int Far = (1 << DistanceBits) - 1;
    private const uint HashInTag = uint.MaxValue << (KindBits + DistanceBits);

    private readonly uint[] splitting = new uint[BucketsInSegment * CellsInBucket];
    private Segment[] segments = new Segment[1];
    private Block[] blocks = [Slab.Of(BucketsInSegment).BlockAt(0)];
    private Slab slab;
    private int usedOfSlab;
    private int[] directory = [0];
    private int segmentCount = 1;
    private int depth;

    /// <summary>What tells most ids apart: much of the hash, and the kind. Never 0, which is a place that is free.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="kind">The kind, from 1 to 31: ids of one tag have one kind.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint TagOf(ulong hash, int kind) => ((uint)(hash >> 32) & HashInTag) | (uint)kind;

    /// <summary>Where the search for an id of a hash begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Probe FirstOf(ulong hash) => new((directory[EntryOf((uint)(hash >> 32))] << SegmentBits) | BucketIn(hash), 0);

    /// <summary>Asks the memory for a bucket that is read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(Probe probe) => CacheLine.Prefetch(ref CellsOf(probe.Bucket));

    /// <summary>A bit for each place of a bucket that has a tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint PlacesWith(Probe probe, uint tag)
    {
        ref uint cells = ref CellsOf(probe.Bucket);
        var wanted = Vector128.Create(tag + probe.InTag);
        return PlacesWith(ref cells, wanted);
    }

    /// <summary>Whether all places of a bucket are taken, so that the search goes on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsFull(Probe probe) => Unsafe.Add(ref CellsOf(probe.Bucket), PlacesInBucket - 1) != 0;

    /// <summary>The number in the first of some places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NumberIn(Probe probe, uint places) => (int)Unsafe.Add(ref CellsOf(probe.Bucket), PlacesInBucket + BitOperations.TrailingZeroCount(places));

    /// <summary>Adds the number of an id that has none yet.</summary>
    public void Add(ulong hash, uint tag, int number) => Add(FreeFrom(FirstOf(hash)), tag, number);

    /// <summary>Adds the number of an id where the search for it has ended: in a bucket that is not full.</summary>
    public void Add(Probe end, uint tag, int number)
    {
        Put(end, tag, (uint)number);
        int segment = end.Bucket >> SegmentBits;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint PlacesWith(ref uint cells, Vector128<uint> wanted) =>
        Vector128.Equals(Vector128.LoadUnsafe(ref cells), wanted).ExtractMostSignificantBits()
            | (Vector128.Equals(Vector128.LoadUnsafe(ref cells, PlacesInBucket / 2), wanted).ExtractMostSignificantBits() << (PlacesInBucket / 2));

    private Probe FreeFrom(Probe probe)
    {
        while (IsFull(probe))
        {
            probe = probe.Next;
        }

        return probe;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(Probe free, uint tag, uint number)
    {
        ref uint cells = ref CellsOf(free.Bucket);
        int place = BitOperations.TrailingZeroCount(PlacesWith(ref cells, Vector128<uint>.Zero));
        Unsafe.Add(ref cells, place) = tag + free.InTag;
        Unsafe.Add(ref cells, PlacesInBucket + place) = number;
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

        // The directory has a range for the segment: its second half is the other's from now on.
        int entries = 1 << (depth - bits), first = EntryOf(tag) & ~((2 * entries) - 1);
        directory.AsSpan(first + entries, entries).Fill(other);
        for (int bucket = 0; bucket < BucketsInSegment; bucket++)
        {
            ReadOnlySpan<uint> own = splitting.AsSpan(bucket * CellsInBucket, CellsInBucket);
            for (int place = 0; place < PlacesInBucket && own[place] != 0; place++)
            {
                uint value = own[PlacesInBucket + place];
                int segment = ((own[place] >> (TagBits - bits)) & 1) == 0 ? number : other;
                var begin = new Probe((segment << SegmentBits) | FirstBucketIn(bucket, own[place], value), 0);
                Put(FreeFrom(begin), own[place] & ~Probe.AllInTag, value);
                segments[segment].Count++;
            }
        }
    }

    /// <summary>The bucket of its segment in which the search for an id begins.</summary>
    private int FirstBucketIn(int bucket, uint tag, uint number)
    {
        int distance = (int)(tag >> KindBits) & Far;
        return distance < Far ? (bucket - distance) & (BucketsInSegment - 1) : BucketIn(hashOf((int)number));
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

    /// <summary>A bucket in which an id is searched, and how many buckets before it were full.</summary>
    public readonly record struct Probe(int Bucket, int Distance)
    {
        /// <summary>The bits of the distance in a tag.</summary>
        public const uint AllInTag = (uint)Far << KindBits;

        /// <summary>The bucket to search on in, where this one is full.</summary>
        public Probe Next => new((Bucket & ~(BucketsInSegment - 1)) | ((Bucket + 1) & (BucketsInSegment - 1)), Distance + 1);

        /// <summary>The distance as it is in tags.</summary>
        public uint InTag => (uint)Math.Min(Distance, Far) << KindBits;
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
