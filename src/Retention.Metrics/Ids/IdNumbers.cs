using System.Runtime.CompilerServices;

namespace Retention.Metrics.Ids;

/// <summary>Numbers ids given in UTF-8 from 0 in the order they first come. A text is made only of an id that is shown.</summary>
/// <remarks>
/// <para>The slots of the table hold the ids themselves: about 41 bytes an id, and the bytes of the long ones. As long as ids rise there is no table: 24 bytes an id.</para>
/// <para>In a large table every look-up misses the cache. Ids come in batches, so that the misses of many are waited for together.</para>
/// </remarks>
internal sealed class IdNumbers
{
    // How many look-ups wait for the memory together: more than a core can have under way.
    private const int AtOnce = 64;

    private readonly ExtendibleHashTable slots = new();
    private readonly IdBytes longOnes = new();
    private RisingIds? rising = new();

    public int Count { get; private set; }

    /// <summary>Finds the numbers of ids, and gives numbers to those that are new.</summary>
    /// <param name="batch">The ids.</param>
    /// <param name="numbers">Where the numbers go.</param>
    public void Of(IdBatch batch, Span<int> numbers)
    {
        ReadOnlySpan<PackedId> ids = batch.Ids;
        if (rising is not null)
        {
            int risen = AddRising(ids, numbers);
            if (risen == ids.Length)
            {
                return;
            }

            ids = ids[risen..];
            numbers = numbers[risen..];
        }

        Span<int> places = stackalloc int[AtOnce];
        for (int start = 0; start < ids.Length; start += AtOnce)
        {
            ReadOnlySpan<PackedId> some = ids[start..Math.Min(start + AtOnce, ids.Length)];
            _ = Prefetch(some, places);
            for (int i = 0; i < some.Length; i++)
            {
                int place = PlaceOf(some[i], places[i], batch.LongOnes);
                if (!slots[place].IsEmpty)
                {
                    numbers[start + i] = slots[place].Number;
                    continue;
                }

                numbers[start + i] = Count;
                if (Add(some[i], place, batch.LongOnes))
                {
                    _ = Prefetch(some, places);
                }
            }
        }
    }

    /// <summary>The number of an id that came before, or −1.</summary>
    public int Find(ReadOnlySpan<byte> utf8)
    {
        var bytes = new IdBytes();
        var id = PackedId.Of(utf8, bytes);
        if (rising is not null)
        {
            return rising.Find(id);
        }

        ref readonly IdSlot slot = ref slots[PlaceOf(id, slots.FirstPlaceOf(id.Hash), bytes)];
        return slot.IsEmpty ? -1 : slot.Number;
    }

    /// <summary>The ids by number.</summary>
    public IdTexts Texts()
    {
        var ids = new PackedId[Count];
        for (int number = 0; number < rising?.Count; number++)
        {
            ids[number] = rising[number];
        }

        foreach (IdSlot slot in slots.Taken())
        {
            ids[slot.Number] = slot.Id;
        }

        return new IdTexts(ids, longOnes);
    }

    /// <summary>Adds ids as long as they rise; then puts all of them into the table.</summary>
    /// <returns>How many were added.</returns>
    private int AddRising(ReadOnlySpan<PackedId> ids, Span<int> numbers)
    {
        int risen = rising!.Add(ids);
        for (int i = 0; i < risen; i++)
        {
            numbers[i] = Count + i;
        }

        Count += risen;
        if (risen == ids.Length)
        {
            return risen;
        }

        for (int number = 0; number < rising.Count; number++)
        {
            PackedId id = rising[number];
            int place = slots.FirstPlaceOf(id.Hash);
            while (!slots[place].IsEmpty)
            {
                place = ExtendibleHashTable.NextPlaceOf(place);
            }

            slots[place] = new IdSlot(id, number);
            _ = slots.Take(place);
        }

        rising = null;
        return risen;
    }

    /// <summary>Computes the first slot to probe and prefetches it. Loads do not depend on each other, so they overlap.</summary>
    /// <returns>Nothing of use; a load without a use would be left out.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Prefetch(ReadOnlySpan<PackedId> some, Span<int> places)
    {
        int touched = 0;
        for (int i = 0; i < some.Length; i++)
        {
            int place = slots.FirstPlaceOf(some[i].Hash);
            places[i] = place;
            touched |= slots[place].Kind;
        }

        if (touched >= PackedId.Long)
        {
            for (int i = 0; i < some.Length; i++)
            {
                ref readonly IdSlot slot = ref slots[places[i]];
                touched |= slot.Kind == PackedId.Long && slot.Last == some[i].Last ? longOnes[slot.Id.Place][0] : 0;
            }
        }

        return touched;
    }

    /// <summary>The place of an id, or the empty one where it belongs.</summary>
    private int PlaceOf(in PackedId id, int place, IdBytes longOnesOfBatch)
    {
        while (true)
        {
            ref readonly IdSlot slot = ref slots[place];
            if (slot.IsEmpty || (slot.Last == id.Last && slot.Kind == id.Kind && (id.Kind == PackedId.Long ? IsSame(slot.Id, id, longOnesOfBatch) : slot.First == id.First)))
            {
                return place;
            }

            place = ExtendibleHashTable.NextPlaceOf(place);
        }
    }

    private bool IsSame(PackedId own, PackedId id, IdBytes longOnesOfBatch) => longOnes[own.Place].SequenceEqual(longOnesOfBatch[id.Place]);

    /// <summary>Puts an id into an empty slot.</summary>
    /// <returns>Whether slots have moved.</returns>
    private bool Add(PackedId id, int place, IdBytes longOnesOfBatch)
    {
        slots[place] = new IdSlot(id.Kind == PackedId.Long ? id with { First = longOnes.Add(longOnesOfBatch[id.Place]).Value } : id, Count++);
        return slots.Take(place);
    }
}
