namespace Retention.Metrics.Histories.Columns;

/// <summary>Numbers distinct prices from 0 in the order in which they first come: a hash table with linear probing.</summary>
internal sealed class PlainPriceNumbers
{
    private const int FewestSlots = 1 << 6;
    private const int SlotsPerPrice = 2;

    private PlainPrice[] prices = new PlainPrice[FewestSlots / SlotsPerPrice];

    // The number of a price plus 1; 0 where there is none.
    private int[] slots = new int[FewestSlots];

    public int Count { get; private set; }

    public PlainPrice this[int number] => prices[number];

    public int NumberOf(in PlainPrice price)
    {
        int slot = SlotOf(price);
        if (slots[slot] > 0)
        {
            return slots[slot] - 1;
        }

        if (Count == prices.Length)
        {
            Grow();
            slot = SlotOf(price);
        }

        prices[Count] = price;
        slots[slot] = ++Count;
        return Count - 1;
    }

    private int SlotOf(in PlainPrice price)
    {
        int mask = slots.Length - 1, slot = price.GetHashCode() & mask;
        while (slots[slot] > 0 && prices[slots[slot] - 1] != price)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        Array.Resize(ref prices, 2 * prices.Length);
        slots = new int[SlotsPerPrice * prices.Length];
        for (int number = 0; number < Count; number++)
        {
            slots[SlotOf(prices[number])] = number + 1;
        }
    }
}
