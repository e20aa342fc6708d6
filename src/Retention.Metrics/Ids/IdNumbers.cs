namespace Retention.Metrics.Ids;

/// <summary>Numbers ids given in UTF-8 from 0 in the order they first come. A text is made only of an id that is shown.</summary>
/// <remarks>
/// <para>About 32 bytes an id, and the bytes of the long ones. As long as ids rise there is no table: 17 bytes an id.</para>
/// <para>In a large table every look-up misses the cache, for the bucket and for the id. Ids come in batches, so that the misses of many are waited for together: while
/// some ids are compared, those of the next are on their way from the memory, and the buckets of the next but one.</para>
/// </remarks>
internal sealed class IdNumbers
{
    // How many look-ups wait for the memory together: more than a core can have under way.
    private const int AtOnce = 32;

    private readonly PackedIds ids = new();
    private readonly IdBytes longOnes = new();
    private IdTable? table;
    private ulong[] hashes = [];

    public int Count => ids.Count;

    private RisingIds Rising => new(ids);

    /// <summary>Finds the numbers of ids, and gives numbers to those that are new.</summary>
    /// <param name="batch">The ids.</param>
    /// <param name="numbers">Where the numbers go.</param>
    public void Of(IdBatch batch, Span<int> numbers)
    {
        ReadOnlySpan<PackedId> some = batch.Ids;
        if (table is null)
        {
            int before = Count, risen = Rising.Add(some);
            for (int i = 0; i < risen; i++)
            {
                numbers[i] = before + i;
            }

            if (risen == some.Length)
            {
                return;
            }

            some = some[risen..];
            numbers = numbers[risen..];
            UseTable();
        }

        if (hashes.Length < some.Length)
        {
            hashes = new ulong[some.Length];
        }

        for (int start = 0; start < some.Length + (3 * AtOnce); start += AtOnce)
        {
            PrefetchBuckets(some, RangeOf(start, some.Length));
            FindLikely(some, numbers, RangeOf(start - AtOnce, some.Length));
            PrefetchLongOnes(some, numbers, RangeOf(start - (2 * AtOnce), some.Length));
            Number(some, numbers, RangeOf(start - (3 * AtOnce), some.Length), batch.LongOnes);
        }
    }

    /// <summary>The number of an id that came before, or −1.</summary>
    public int Find(ReadOnlySpan<byte> utf8)
    {
        var bytes = new IdBytes();
        var id = PackedId.Of(utf8, bytes);
        return table is null ? Rising.Find(id) : Find(id, id.Hash, bytes);
    }

    /// <summary>The ids by number.</summary>
    public IdTexts Texts() => new(ids, longOnes);

    private static (int First, int End) RangeOf(int start, int length) => (Math.Max(0, start), Math.Min(start + AtOnce, length));

    /// <summary>The ids have stopped to rise: puts them into a table.</summary>
    private void UseTable()
    {
        table = new IdTable(ids);
        for (int number = 0; number < Count; number++)
        {
            PackedId id = ids[number];
            table.Add(id.Hash, IdTable.TagOf(id.Hash, id.Kind), number);
        }
    }

    private void PrefetchBuckets(ReadOnlySpan<PackedId> some, (int First, int End) range)
    {
        for (int i = range.First; i < range.End; i++)
        {
            ulong hash = some[i].Hash;
            hashes[i] = hash;
            table!.Prefetch(table.FirstBucketOf(hash));
        }
    }

    /// <summary>Finds the numbers that ids probably have, or −1, and prefetches the ids of these numbers.</summary>
    private void FindLikely(ReadOnlySpan<PackedId> some, Span<int> numbers, (int First, int End) range)
    {
        for (int i = range.First; i < range.End; i++)
        {
            int bucket = table!.FirstBucketOf(hashes[i]);
            uint places = table.PlacesWith(bucket, IdTable.TagOf(hashes[i], some[i].Kind));
            numbers[i] = -1;
            if (places != 0)
            {
                numbers[i] = table.NumberIn(bucket, places);
                ids.Prefetch(numbers[i]);
            }
        }
    }

    private void PrefetchLongOnes(ReadOnlySpan<PackedId> some, Span<int> numbers, (int First, int End) range)
    {
        for (int i = range.First; i < range.End; i++)
        {
            if (some[i].Kind == PackedId.Long && numbers[i] >= 0)
            {
                longOnes.Prefetch(ids[numbers[i]].Place);
            }
        }
    }

    private void Number(ReadOnlySpan<PackedId> some, Span<int> numbers, (int First, int End) range, IdBytes longOnesOfBatch)
    {
        for (int i = range.First; i < range.End; i++)
        {
            ref readonly PackedId id = ref some[i];
            if (numbers[i] >= 0 && IsSame(numbers[i], id, longOnesOfBatch))
            {
                continue;
            }

            // An id of the same batch may have been added since.
            numbers[i] = Find(id, hashes[i], longOnesOfBatch);
            if (numbers[i] < 0)
            {
                numbers[i] = Count;
                ids.Add(id.Kind == PackedId.Long ? id with { First = longOnes.Add(longOnesOfBatch[id.Place]).Value } : id);
                table!.Add(hashes[i], IdTable.TagOf(hashes[i], id.Kind), numbers[i]);
            }
        }
    }

    private int Find(in PackedId id, ulong hash, IdBytes longOnesOfBatch)
    {
        uint tag = IdTable.TagOf(hash, id.Kind);
        for (int bucket = table!.FirstBucketOf(hash); ; bucket = IdTable.NextBucketOf(bucket))
        {
            for (uint places = table.PlacesWith(bucket, tag); places != 0; places &= places - 1)
            {
                int number = table.NumberIn(bucket, places);
                if (IsSame(number, id, longOnesOfBatch))
                {
                    return number;
                }
            }

            if (!table.IsFull(bucket))
            {
                return -1;
            }
        }
    }

    /// <summary>Whether the id of a number is the same as another of its kind.</summary>
    private bool IsSame(int number, in PackedId id, IdBytes longOnesOfBatch) => id.Kind == PackedId.Long
        ? ids[number].Last == id.Last && longOnes[ids[number].Place].SequenceEqual(longOnesOfBatch[id.Place])
        : ids.HasWords(number, id);
}
