namespace Retention.Metrics.Ids;

/// <summary>A slot of a table of ids: 24 bytes.</summary>
internal readonly struct IdSlot(PackedId id, int number)
{
    public readonly ulong First = id.First;
    public readonly ulong Last = id.Last;
    public readonly int Kind = id.Kind;
    public readonly int Number = number;

    public bool IsEmpty => Kind == 0;

    public PackedId Id => new(First, Last, Kind);
}

/// <summary>The slots of a table that grows piece by piece: a segment that is full is split in two, and the others stay as they are.</summary>
/// <remarks>
/// The top bits of a hash lead to a segment, by way of a directory that is small enough to stay near; the low bits to a slot of it. So growing leaves
/// nothing behind to be collected, and asks for no memory but what stays: fresh memory is what costs most here.
/// </remarks>
internal sealed class ExtendibleHashTable
{
    private const int SegmentBits = 11;
    private const int SlotsInSegment = 1 << SegmentBits;
    private const int MostInSegment = SlotsInSegment / 5 * 4;
    private const int BlockBits = SegmentBits + 4;
    private const int HashBits = 32;

    private readonly List<Segment> segments = [new(Depth: 0, Count: 0)];
    private readonly IdSlot[] splitting = new IdSlot[SlotsInSegment];
    private IdSlot[][] blocks = [new IdSlot[SlotsInSegment]];
    private int[] directory = [0];
    private int depth;

    /// <summary>The slot at a place.</summary>
    public ref IdSlot this[int place] => ref blocks[place >> BlockBits][place & ((1 << BlockBits) - 1)];

    /// <summary>Where the search for an id of a hash begins.</summary>
    public int FirstPlaceOf(uint hash) => unchecked((directory[(int)((ulong)hash >> (HashBits - depth))] << SegmentBits) | (int)(hash & (SlotsInSegment - 1)));

    /// <summary>The place to search on.</summary>
    public static int NextPlaceOf(int place) => (place & ~(SlotsInSegment - 1)) | ((place + 1) & (SlotsInSegment - 1));

    /// <summary>Counts a slot that is taken.</summary>
    /// <returns>Whether slots have moved, because there is no room for another in its segment.</returns>
    public bool Take(int place)
    {
        int number = place >> SegmentBits;
        Segment segment = segments[number] with { Count = segments[number].Count + 1 };
        segments[number] = segment;
        if (segment.Count < MostInSegment)
        {
            return false;
        }

        Split(number);
        return true;
    }

    /// <summary>All slots that are taken, in no order of use.</summary>
    public IEnumerable<IdSlot> Taken() => blocks.SelectMany(block => block).Where(slot => !slot.IsEmpty);

    private void Split(int number)
    {
        int bits = segments[number].Depth + 1, other = segments.Count;
        if (bits > depth)
        {
            DoubleDirectory();
        }

        AddSegment();
        Span<IdSlot> own = SlotsOf(number);
        own.CopyTo(splitting);
        own.Clear();
        segments[number] = new Segment(bits, 0);
        segments[other] = new Segment(bits, 0);

        // The directory has a range for the segment: its second half is the other's from now on.
        int entries = 1 << (depth - bits), first = Array.IndexOf(directory, number);
        directory.AsSpan(first + entries, entries).Fill(other);
        foreach (IdSlot slot in splitting)
        {
            if (!slot.IsEmpty)
            {
                Move(slot);
            }
        }
    }

    private void Move(in IdSlot slot)
    {
        int place = FirstPlaceOf(slot.Id.Hash);
        while (!this[place].IsEmpty)
        {
            place = NextPlaceOf(place);
        }

        this[place] = slot;
        segments[place >> SegmentBits] = segments[place >> SegmentBits] with { Count = segments[place >> SegmentBits].Count + 1 };
    }

    private Span<IdSlot> SlotsOf(int segment) => blocks[segment >> (BlockBits - SegmentBits)].AsSpan((segment << SegmentBits) & ((1 << BlockBits) - 1), SlotsInSegment);

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
        int block = segments.Count >> (BlockBits - SegmentBits);
        segments.Add(default);
        if (block == blocks.Length)
        {
            Array.Resize(ref blocks, block + 1);
        }

        // A table of one segment has a block for it alone.
        if (blocks[block] is not { Length: 1 << BlockBits })
        {
            IdSlot[] whole = FreshMemory.Array<IdSlot>(1 << BlockBits);
            blocks[block]?.CopyTo(whole, 0);
            blocks[block] = whole;
        }
    }

    private readonly record struct Segment(int Depth, int Count);
}
