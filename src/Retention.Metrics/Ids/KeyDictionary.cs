using System.Globalization;

namespace Retention.Metrics.Ids;

/// <summary>Numbers a caller's keys from 0 in the order they first come.</summary>
/// <remarks>
/// <para>A table of slots that each hold a number, twice as many as there are keys, and the keys and their hashes in blocks: about 12 bytes for a key beyond itself.
/// Keys that follow each other are often the same, so the last one is asked first.</para>
/// <para>One thread adds keys. Others may read the keys of numbers that they know meanwhile.</para>
/// </remarks>
internal sealed class KeyDictionary<TKey>
    where TKey : notnull
{
    private const int BlockBits = 13;
    private const int BlockSize = 1 << BlockBits;

    private int[] slots = new int[16];
    private TKey[][] keys = [new TKey[8]];

    // A table that grows reads hashes in a row, where keys may lie anywhere.
    private uint[][] hashes = [new uint[8]];
    private int last;

    public int Count { get; private set; }

    public TKey this[int number] => keys[number >> BlockBits][number & (BlockSize - 1)];

    public int Of(TKey key) => Count > 0 && EqualityComparer<TKey>.Default.Equals(this[last], key) ? last : Of(key, KeyHash<TKey>.Of(key));

    private int Of(TKey key, ulong hash)
    {
        int slot = SlotOf(key, hash);
        return last = slots[slot] != 0 ? slots[slot] - 1 : Add(key, hash, slot);
    }

    /// <summary>A table of the first keys only.</summary>
    public KeyDictionary<TKey> First(int count)
    {
        var first = new KeyDictionary<TKey>();
        for (int number = 0; number < count; number++)
        {
            _ = first.Of(this[number]);
        }

        return first;
    }

    public CustomerId Name(int number) => NameOf(this[number]);

    public static CustomerId NameOf(TKey key) => key switch
    {
        CustomerId id => id,
        IFormattable formattable => new CustomerId(formattable.ToString(format: null, CultureInfo.InvariantCulture)),
        _ => new CustomerId(key.ToString()!),
    };

    private static uint HighHalf(ulong hash) => (uint)(hash >> 32);

    private int FirstSlotOf(ulong hash) => (int)(HighHalf(hash) & (uint)(slots.Length - 1));

    private int SlotOf(TKey key, ulong hash)
    {
        int mask = slots.Length - 1, slot = FirstSlotOf(hash);
        while (slots[slot] != 0 && !EqualityComparer<TKey>.Default.Equals(this[slots[slot] - 1], key))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private int Add(TKey key, ulong hash, int slot)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key is string or CustomerId or SubscriptionId && string.IsNullOrWhiteSpace(key.ToString()))
        {
            throw new ArgumentException(FormattableString.Invariant($"Key {Count + 1} is blank; a key names a customer or a subscription."), nameof(key));
        }

        int block = Count >> BlockBits, within = Count & (BlockSize - 1);
        if (block == keys.Length)
        {
            Volatile.Write(ref keys, [.. keys, new TKey[BlockSize]]);
            hashes = [.. hashes, new uint[BlockSize]];
        }
        else if (within == keys[block].Length)
        {
            TKey[] grown = new TKey[within * 2];
            keys[block].CopyTo(grown, 0);
            Volatile.Write(ref keys[block], grown);
            Array.Resize(ref hashes[block], within * 2);
        }

        keys[block][within] = key;
        hashes[block][within] = HighHalf(hash);
        Count++;
        Volatile.Write(ref slots[slot], Count);
        if (Count * 2 > slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    private void Grow()
    {
        int[] grown = FreshMemory.Zeros<int>(slots.Length * 2);
        int mask = grown.Length - 1;
        for (int number = 0; number < Count; number++)
        {
            int slot = (int)(hashes[number >> BlockBits][number & (BlockSize - 1)] & (uint)mask);
            while (grown[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            grown[slot] = number + 1;
        }

        Volatile.Write(ref slots, grown);
    }
}
