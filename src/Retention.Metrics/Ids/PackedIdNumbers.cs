using System.Runtime.CompilerServices;

namespace Retention.Metrics.Ids;

/// <summary>Numbers packed ids from 0 in the order they first come.</summary>
/// <remarks>
/// <para>About 32 bytes an id. As long as ids rise there is no table: 17 bytes an id at most, 4 where they are counted up.</para>
/// <para>In a large table every look-up misses the cache, for the bucket and for the id. Ids come in batches, so that the misses of many are waited for together: while
/// some ids are compared, those of the next are on their way from the memory, and the buckets of the next but one.</para>
/// </remarks>
internal sealed class PackedIdNumbers
{
    // How many look-ups wait for the memory together: more than a core can have under way.
    private const int AtOnce = 32;

    private IdTable? table;
    private ulong[] hashes = [];

    public int Count => Ids.Count;

    /// <summary>The ids by number.</summary>
    public PackedIds Ids { get; } = new();

    private RisingIds Rising => new(Ids);

    /// <summary>Finds the numbers of ids, and gives numbers to those that are new.</summary>
    /// <param name="some">The ids.</param>
    /// <param name="numbers">Where the numbers go.</param>
    /// <param name="longOnes">What tells the long ones apart.</param>
    public void Of<TLong>(ReadOnlySpan<PackedId> some, Span<int> numbers, TLong longOnes)
        where TLong : struct, ILongIds
    {
        int risen = 0;
        if (table is null)
        {
            int before = Count;
            risen = Rising.Add(some);
            for (int i = 0; i < risen; i++)
            {
                numbers[i] = before + i;
                _ = longOnes.Take(some[i], i);
            }

            if (risen == some.Length)
            {
                return;
            }

            UseTable();
        }

        if (hashes.Length < some.Length)
        {
            hashes = new ulong[some.Length];
        }

        for (int start = risen; start < some.Length + (3 * AtOnce); start += AtOnce)
        {
            PrefetchBuckets(some, RangeOf(start, risen, some.Length));
            FindLikely(some, numbers, RangeOf(start - AtOnce, risen, some.Length));
            PrefetchLongOnes(some, numbers, RangeOf(start - (2 * AtOnce), risen, some.Length), longOnes);
            Number(some, numbers, RangeOf(start - (3 * AtOnce), risen, some.Length), longOnes);
        }
    }

    /// <summary>The number of an id that came before, or −1.</summary>
    public int Find<TLong>(in PackedId id, TLong longOnes)
        where TLong : struct, ILongIds => table is null ? Rising.Find(id) : Find(id, id.Hash, 0, longOnes, out _);

    /// <summary>No id is looked up any more: gives the memory of the table back.</summary>
    public void Complete()
    {
        table?.Release();
        hashes = [];
    }

    private static (int First, int End) RangeOf(int start, int first, int end) => (Math.Max(first, start), Math.Min(start + AtOnce, end));

    /// <summary>The ids have stopped to rise: puts them into a table.</summary>
    private void UseTable()
    {
        table = new IdTable(number => Ids[number].Hash);
        Ids.Search();
        for (int number = 0; number < Count; number++)
        {
            PackedId id = Ids[number];
            table.Add(id.Hash, TagOf(id.Hash, id), number);
        }
    }

    private void PrefetchBuckets(ReadOnlySpan<PackedId> some, (int First, int End) range)
    {
        for (int i = range.First; i < range.End; i++)
        {
            ulong hash = some[i].Hash;
            hashes[i] = hash;
            table!.Prefetch(table.FirstOf(hash));
        }
    }

    /// <summary>Finds the numbers that ids probably have, or −1, and prefetches the ids of these numbers.</summary>
    private void FindLikely(ReadOnlySpan<PackedId> some, Span<int> numbers, (int First, int End) range)
    {
        for (int i = range.First; i < range.End; i++)
        {
            IdTable.Probe probe = table!.FirstOf(hashes[i]);
            uint tag = TagOf(hashes[i], some[i]), places = table.PlacesWith(probe, tag);
            if (places == 0 && table.IsFull(probe))
            {
                probe = probe.Next;
                places = table.PlacesWith(probe, tag);
            }

            numbers[i] = -1;
            if (places != 0)
            {
                numbers[i] = table.NumberIn(probe, places);
                Ids.Prefetch(numbers[i]);
            }
        }
    }

    private void PrefetchLongOnes<TLong>(ReadOnlySpan<PackedId> some, Span<int> numbers, (int First, int End) range, TLong longOnes)
        where TLong : struct, ILongIds
    {
        for (int i = range.First; i < range.End; i++)
        {
            if (some[i].Kind == PackedId.Long && numbers[i] >= 0)
            {
                longOnes.Prefetch(Ids[numbers[i]], numbers[i]);
            }
        }
    }

    private void Number<TLong>(ReadOnlySpan<PackedId> some, Span<int> numbers, (int First, int End) range, TLong longOnes)
        where TLong : struct, ILongIds
    {
        for (int i = range.First; i < range.End; i++)
        {
            ref readonly PackedId id = ref some[i];
            if (numbers[i] >= 0 && IsSame(numbers[i], id, i, longOnes))
            {
                continue;
            }

            // An id of the same batch may have been added since.
            numbers[i] = Find(id, hashes[i], i, longOnes, out IdTable.Probe end);
            if (numbers[i] < 0)
            {
                numbers[i] = Count;
                Ids.Add(longOnes.Take(id, i));
                table!.Add(end, TagOf(hashes[i], id), numbers[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint TagOf(ulong hash, in PackedId id) =>
        IdTable.TagOf(hash, id.Kind <= PackedId.MostInline ? id.Kind : id.Kind == PackedId.Uuid ? PackedId.MostInline + 1 : PackedId.MostInline + 2);

    /// <summary>The number of an id, or −1 and where the search ended.</summary>
    private int Find<TLong>(in PackedId id, ulong hash, int index, TLong longOnes, out IdTable.Probe end)
        where TLong : struct, ILongIds
    {
        uint tag = TagOf(hash, id);
        for (end = table!.FirstOf(hash); ; end = end.Next)
        {
            for (uint places = table.PlacesWith(end, tag); places != 0; places &= places - 1)
            {
                int number = table.NumberIn(end, places);
                if (IsSame(number, id, index, longOnes))
                {
                    return number;
                }
            }

            if (!table.IsFull(end))
            {
                return -1;
            }
        }
    }

    /// <summary>Whether the id of a number is the same as another of its kind.</summary>
    private bool IsSame<TLong>(int number, in PackedId id, int index, TLong longOnes)
        where TLong : struct, ILongIds => id.Kind == PackedId.Long ? longOnes.AreSame(Ids[number], number, id, index) : Ids.HasWords(number, id);
}
