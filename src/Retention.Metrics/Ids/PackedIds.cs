using System.Runtime.CompilerServices;

namespace Retention.Metrics.Ids;

/// <summary>Ids by their numbers: 17 bytes an id, and as long as ids rise that are counted up about 4.</summary>
internal sealed class PackedIds
{
    private readonly ColumnBlocks<Words> words = new();
    private readonly ColumnBlocks<byte> kinds = new();
    private RisingIdBlocks? rising = new();

    public int Count => rising?.Count ?? words.Count;

    /// <summary>The id of a number.</summary>
    public PackedId this[int number]
    {
        get
        {
            if (Volatile.Read(ref rising) is { } risen)
            {
                return risen[number];
            }

            Words own = words[number];
            return new PackedId(own.First, own.Last, kinds[number]);
        }
    }

    /// <summary>Adds an id, which rises until ids are searched.</summary>
    public void Add(in PackedId id)
    {
        if (rising is null)
        {
            Store(id);
        }
        else
        {
            rising.Add(id);
        }
    }

    /// <summary>From now on ids come in any order, and are read at random.</summary>
    public void Search()
    {
        for (int number = 0; number < Count; number++)
        {
            Store(rising![number]);
        }

        // Another thread reads ids that it knows.
        Volatile.Write(ref rising, null);
    }

    /// <summary>Whether the words of an id are those of another, which has the same kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasWords(int number, in PackedId id)
    {
        ref readonly Words own = ref words[number];
        return own.First == id.First && own.Last == id.Last;
    }

    /// <summary>Asks the memory for an id that is read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int number) => CacheLine.Prefetch(ref words[number]);

    private void Store(in PackedId id)
    {
        words.Add(new Words(id.First, id.Last));
        kinds.Add((byte)id.Kind);
    }

    private readonly record struct Words(ulong First, ulong Last);
}
