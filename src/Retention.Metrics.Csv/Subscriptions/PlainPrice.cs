using Retention.Metrics.Ids;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>A price in 16 bytes: an amount of at most six decimals for an interval of not very many units.</summary>
/// <param name="Millionths">The amount.</param>
/// <param name="Terms">From the lowest bit: 4 for the decimals, 4 for the unit, 8 for the currency, 16 for the count of units, 32 for the quantity.</param>
internal readonly record struct PlainPrice(long Millionths, ulong Terms)
{
    private const int UnitShift = 4;
    private const int CurrencyShift = 8;
    private const int CountShift = 16;
    private const int QuantityShift = 32;

    /// <summary>Makes a price of its parts.</summary>
    /// <returns>Whether the interval has so few units.</returns>
    public static bool TryOf(long millionths, int decimals, Currency currency, BillingUnit unit, int count, int quantity, out PlainPrice price)
    {
        price = new PlainPrice(
            millionths, (uint)decimals | ((ulong)unit << UnitShift) | ((ulong)currency.Number << CurrencyShift) | ((ulong)unchecked((ushort)count) << CountShift) | ((ulong)(uint)quantity << QuantityShift));
        return count <= ushort.MaxValue;
    }

    public RecurringPrice ToPrice() => new(
        new Money(ExactDecimal.OfMillionths(Millionths, (int)(Terms & 0xF)), Currency.OfNumber(unchecked((byte)(Terms >> CurrencyShift)))),
        new BillingInterval((BillingUnit)(Terms >> UnitShift & 0xF), unchecked((ushort)(Terms >> CountShift))),
        (int)(Terms >> QuantityShift));

    public override int GetHashCode() => unchecked((int)(IdHash.Mix((ulong)Millionths, Terms) >> 32));
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
