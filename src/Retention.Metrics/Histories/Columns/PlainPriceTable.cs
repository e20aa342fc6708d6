using System.Runtime.InteropServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Finds the entries of prices by their values: a hash table with linear probing.</summary>
/// <remarks>A slot holds the price as it was written first, so that most searches touch one place in memory.</remarks>
internal sealed class PlainPriceTable
{
    private const int FewestSlots = 1 << 6;

    // A table is at most three quarters full.
    private const int Quarters = 4;
    private const int FullQuarters = 3;

    private Slot[] slots = new Slot[FewestSlots];
    private int count;

    /// <summary>The first entry that has the value of a price, which is the given one where there is none yet.</summary>
    /// <param name="price">The price.</param>
    /// <param name="entry">The entry of the price if its value is new.</param>
    /// <param name="isSame">Whether the first entry was written with the same decimals.</param>
    public int FindOrAdd(in PlainPrice price, int entry, out bool isSame)
    {
        if (count >= slots.Length / Quarters * FullQuarters)
        {
            Grow();
        }

        ref Slot slot = ref slots[SlotOf(price)];
        if (slot.IsEmpty)
        {
            slot = new Slot(price, entry);
            count++;
        }

        isSame = slot.Price == price;
        return slot.Entry;
    }

    /// <summary>Asks the memory for where the search for a price begins.</summary>
    public void Prefetch(in PlainPrice price) => CacheLine.Prefetch(ref slots[price.HashOfValue() & (slots.Length - 1)]);

    private int SlotOf(in PlainPrice price)
    {
        int mask = slots.Length - 1, slot = price.HashOfValue() & mask;
        while (!slots[slot].IsEmpty && !slots[slot].Price.HasValueOf(price))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        Slot[] before = slots;
        slots = FreshMemory.Zeros<Slot>(2 * before.Length);
        foreach (ref readonly Slot slot in before.AsSpan())
        {
            if (!slot.IsEmpty)
            {
                slots[SlotOf(slot.Price)] = slot;
            }
        }
    }

    [StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
    private readonly struct Slot(PlainPrice price, int entry)
    {
        private readonly int next = entry + 1;

        public PlainPrice Price { get; } = price;

        public bool IsEmpty => next == 0;

        public int Entry => next - 1;
    }
}
