using Retention.Metrics.Ids;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>A price without an object: an amount of at most six decimals, which most are.</summary>
internal readonly record struct PlainPrice(long Millionths, int Decimals, Currency Currency, BillingUnit Unit, int Count, int Quantity)
{
    private const int UnitShift = 8;
    private const int CurrencyShift = 16;
    private const int CountShift = 32;

    public RecurringPrice ToPrice() => new(new Money(ExactDecimal.OfMillionths(Millionths, Decimals), Currency), new BillingInterval(Unit, Count), Quantity);

    public override int GetHashCode()
    {
        ulong terms = (uint)Decimals | ((ulong)(uint)Unit << UnitShift) | ((ulong)(uint)Currency.GetHashCode() << CurrencyShift) | ((ulong)(uint)Count << CountShift);
        return unchecked((int)(IdHash.Mix(IdHash.Mix((ulong)Millionths, terms), (uint)Quantity) >> CountShift));
    }
}

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
