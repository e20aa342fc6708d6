namespace Retention.Metrics.Modeling.Orders;

/// <summary>Sorts texts ordinally by their first characters packed into a number; only ties are compared as texts.</summary>
internal static class OrdinalOrder
{
    /// <summary>The positions of the texts in ordinal order, equal texts by position.</summary>
    public static int[] Of(string[] texts)
    {
        var order = new int[texts.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (IsSorted(texts))
        {
            return order;
        }

        // Eight characters fit where all are ASCII, four otherwise; either way a shorter text comes first.
        bool ascii = Array.TrueForAll(texts, text => System.Text.Ascii.IsValid(text));
        ulong[] keys = [.. texts.Select(text => Pack(text, ascii ? 8 : 4, ascii ? 8 : 16))];
        Array.Sort(keys, order);
        for (int from = 0; from < keys.Length;)
        {
            int to = from + 1;
            while (to < keys.Length && keys[to] == keys[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                order.AsSpan(from, to - from).Sort((x, y) =>
                {
                    int compared = string.CompareOrdinal(texts[x], texts[y]);
                    return compared != 0 ? compared : x.CompareTo(y);
                });
            }

            from = to;
        }

        return order;
    }

    private static ulong Pack(string text, int characters, int bits)
    {
        ulong key = 0;
        for (int i = 0; i < characters; i++)
        {
            key = (key << bits) | (i < text.Length ? text[i] : 0UL);
        }

        return key;
    }

    private static bool IsSorted(string[] texts)
    {
        for (int i = 1; i < texts.Length; i++)
        {
            if (string.CompareOrdinal(texts[i - 1], texts[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }
}
