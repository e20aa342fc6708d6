using System.Globalization;

namespace Retention.Metrics.Ids;

/// <summary>Numbers a caller's keys from 0 in the order they first come.</summary>
/// <remarks>
/// A table of slots that each hold a number, twice as many as there are keys, and the keys in one array: about 8 bytes for a key beyond itself.
/// Keys that follow each other are often the same, so the last one is asked first.
/// </remarks>
internal sealed class KeyDictionary<TKey>
    where TKey : notnull
{
    private int[] slots = new int[16];
    private TKey[] keys = new TKey[8];
    private int last;

    public int Count { get; private set; }

    public TKey this[int number] => keys[number];

    public int Of(TKey key)
    {
        if (Count > 0 && EqualityComparer<TKey>.Default.Equals(keys[last], key))
        {
            return last;
        }

        int slot = SlotOf(key);
        return last = slots[slot] != 0 ? slots[slot] - 1 : Add(key, slot);
    }

    /// <summary>A table of the first keys only.</summary>
    public KeyDictionary<TKey> First(int count)
    {
        var first = new KeyDictionary<TKey>();
        for (int number = 0; number < count; number++)
        {
            _ = first.Of(keys[number]);
        }

        return first;
    }

    public CustomerId Name(int number) => NameOf(keys[number]);

    public static CustomerId NameOf(TKey key) => key switch
    {
        CustomerId id => id,
        IFormattable formattable => new CustomerId(formattable.ToString(format: null, CultureInfo.InvariantCulture)),
        _ => new CustomerId(key.ToString()!),
    };

    private int SlotOf(TKey key)
    {
        int mask = slots.Length - 1, slot = (int)((KeyHash<TKey>.Of(key) >> 32) & (uint)mask);
        while (slots[slot] != 0 && !EqualityComparer<TKey>.Default.Equals(keys[slots[slot] - 1], key))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private int Add(TKey key, int slot)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key is string or CustomerId or SubscriptionId && string.IsNullOrWhiteSpace(key.ToString()))
        {
            throw new ArgumentException(FormattableString.Invariant($"Key {Count + 1} is blank; a key names a customer or a subscription."), nameof(key));
        }

        if (Count == keys.Length)
        {
            Array.Resize(ref keys, Count * 2);
        }

        keys[Count++] = key;
        slots[slot] = Count;
        if (Count * 2 > slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (int number = 0; number < Count; number++)
        {
            slots[SlotOf(keys[number])] = number + 1;
        }
    }
}
