using Retention.Metrics.Ids;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The numbers of usual prices by the bytes of their cells, so that the few prices that most files have are each read once in a batch.</summary>
internal sealed class RecentPrices
{
    private const int PlaceBits = 8;

    // The length of a text is above its bytes.
    private const int MostBytes = sizeof(ulong) - 1;

    private readonly Entry[] entries = new Entry[1 << PlaceBits];

    /// <summary>Finds the number of a price that was added.</summary>
    public bool TryFind(ReadOnlySpan<byte> amount, ReadOnlySpan<byte> currency, out int price)
    {
        var key = Key.Of(amount, currency);
        ref readonly Entry entry = ref entries[key.Place];
        price = entry.Price;
        return entry.Key == key && !key.IsNone;
    }

    /// <summary>Adds a price; one at the same place is given up.</summary>
    public void Add(ReadOnlySpan<byte> amount, ReadOnlySpan<byte> currency, int price)
    {
        var key = Key.Of(amount, currency);
        entries[key.Place] = new Entry(key, price);
    }

    public void Clear() => Array.Clear(entries);

    private readonly record struct Entry(Key Key, int Price);

    private readonly record struct Key(ulong Amount, ulong Currency)
    {
        public bool IsNone => Amount == 0;

        public int Place => unchecked((int)(((Amount ^ Currency) * 0x9E37_79B9_7F4A_7C15) >> (64 - PlaceBits)));

        /// <summary>The key of two texts; none where the amount is empty, or one of them is long.</summary>
        public static Key Of(ReadOnlySpan<byte> amount, ReadOnlySpan<byte> currency) =>
            amount.Length > MostBytes || currency.Length > MostBytes ? default : new Key(Word(amount), Word(currency));

        private static ulong Word(ReadOnlySpan<byte> text) => PlainDigits.Load(text) | ((ulong)text.Length << (8 * MostBytes));
    }
}
