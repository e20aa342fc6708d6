using System.Buffers.Binary;

namespace Retention.Metrics.Ids;

/// <summary>Ids that come in rising order, as those of most exports of orders and events do: each is new, and no table has to tell.</summary>
/// <param name="ids">Where they are kept.</param>
internal readonly struct RisingIds(PackedIds ids)
{
    /// <summary>Adds ids as long as they rise.</summary>
    /// <returns>How many were added.</returns>
    public int Add(ReadOnlySpan<PackedId> some)
    {
        if (some.IsEmpty)
        {
            return 0;
        }

        PackedId last = ids.Count > 0 ? ids[ids.Count - 1] : default;
        for (int i = 0; i < some.Length; i++)
        {
            ref readonly PackedId id = ref some[i];
            if (id.Kind == PackedId.Long || Compare(last, id) >= 0)
            {
                return i;
            }

            ids.Add(id);
            last = id;
        }

        return some.Length;
    }

    /// <summary>The number of an id, or −1.</summary>
    public int Find(in PackedId id)
    {
        int first = 0, last = ids.Count - 1;
        while (first <= last)
        {
            int middle = first + ((last - first) / 2), order = id.Kind == PackedId.Long ? 1 : Compare(ids[middle], id);
            if (order == 0)
            {
                return middle;
            }

            (first, last) = order < 0 ? (middle + 1, last) : (first, middle - 1);
        }

        return -1;
    }

    /// <summary>An order in which ids rise that are counted up: by length, then by their bytes.</summary>
    private static int Compare(in PackedId x, in PackedId y)
    {
        int order = x.Kind.CompareTo(y.Kind);
        order = order != 0 ? order : BinaryPrimitives.ReverseEndianness(x.First).CompareTo(BinaryPrimitives.ReverseEndianness(y.First));
        return order != 0 ? order : BinaryPrimitives.ReverseEndianness(x.Last).CompareTo(BinaryPrimitives.ReverseEndianness(y.Last));
    }
}
