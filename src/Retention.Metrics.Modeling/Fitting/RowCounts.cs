using System.Runtime.InteropServices;

namespace Retention.Metrics.Modeling.Fitting;

/// <summary>Rows of data with identical ones counted once, in an order that does not depend on the input's.</summary>
/// <typeparam name="TRow">What a model needs to know of one customer.</typeparam>
internal sealed class RowCounts<TRow>
    where TRow : struct, IEquatable<TRow>, IComparable<TRow>
{
    private RowCounts(TRow[] rows, long[] counts, long total)
    {
        Rows = rows;
        Counts = counts;
        Total = total;
    }

    /// <summary>The different rows, sorted.</summary>
    public TRow[] Rows { get; }

    /// <summary>How often each occurs.</summary>
    public long[] Counts { get; }

    /// <summary>The number of rows before identical ones were joined.</summary>
    public long Total { get; }

    /// <summary>Rows evenly spaced in the order of all; null where there are no more than asked for.</summary>
    public RowCounts<TRow>? Sample(int size)
    {
        if (Rows.Length <= size)
        {
            return null;
        }

        int[] chosen = [.. Enumerable.Range(0, size).Select(i => (int)((((2L * i) + 1) * Rows.Length) / (2L * size)))];
        long[] counts = [.. chosen.Select(i => Counts[i])];
        return new RowCounts<TRow>([.. chosen.Select(i => Rows[i])], counts, counts.Sum());
    }

    /// <summary>Joins identical rows.</summary>
    public static RowCounts<TRow> Of(IEnumerable<TRow> rows) => Of(rows.Select(row => (row, 1L)));

    /// <summary>Joins identical rows that already carry counts.</summary>
    public static RowCounts<TRow> Of(IEnumerable<(TRow Row, long Count)> rows)
    {
        var counts = new Dictionary<TRow, long>();
        long total = 0;
        foreach ((TRow row, long count) in rows)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, row, out _) += count;
            total += count;
        }

        TRow[] keys = [.. counts.Keys];
        long[] values = [.. counts.Values];
        Array.Sort(keys, values);
        return new RowCounts<TRow>(keys, values, total);
    }
}
