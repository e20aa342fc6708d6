namespace Retention.Metrics.Timelines.Building;

/// <summary>Brings the rows of one customer into time order; rows of one instant keep theirs. Linear: rows in order are only looked at.</summary>
internal static class TimeSort
{
    private const int DigitBits = 8;
    private const int FewRows = 48;

    /// <summary>Sorts rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="spare">Room for as many, grown where it is too small.</param>
    public static void Sort(Span<LedgerRow> rows, ref LedgerRow[] spare)
    {
        int sorted = 1;
        while (sorted < rows.Length && rows[sorted - 1].Ticks <= rows[sorted].Ticks)
        {
            sorted++;
        }

        if (sorted >= rows.Length)
        {
            return;
        }

        if (rows.Length <= FewRows)
        {
            Insert(rows, sorted);
            return;
        }

        if (spare.Length < rows.Length)
        {
            spare = GC.AllocateUninitializedArray<LedgerRow>(rows.Length);
        }

        ByDigits(rows, spare.AsSpan(0, rows.Length));
    }

    private static void Insert(Span<LedgerRow> rows, int from)
    {
        for (int i = from; i < rows.Length; i++)
        {
            LedgerRow row = rows[i];
            int to = i;
            for (; to > 0 && rows[to - 1].Ticks > row.Ticks; to--)
            {
                rows[to] = rows[to - 1];
            }

            rows[to] = row;
        }
    }

    private static void ByDigits(Span<LedgerRow> rows, Span<LedgerRow> spare)
    {
        long earliest = long.MaxValue, latest = long.MinValue;
        foreach (ref readonly LedgerRow row in rows)
        {
            earliest = Math.Min(earliest, row.Ticks);
            latest = Math.Max(latest, row.Ticks);
        }

        // Instants lie between the years -9998 and 9999: their distance fits in 64 bits without a sign.
        ulong span = unchecked((ulong)(latest - earliest));
        Span<int> next = stackalloc int[1 << DigitBits];
        Span<LedgerRow> from = rows, to = spare;
        for (int shift = 0; shift < 64 && span >> shift != 0; shift += DigitBits)
        {
            next.Clear();
            foreach (ref readonly LedgerRow row in from)
            {
                next[DigitOf(in row, earliest, shift)]++;
            }

            int start = 0;
            foreach (ref int at in next)
            {
                (at, start) = (start, start + at);
            }

            foreach (ref readonly LedgerRow row in from)
            {
                to[next[DigitOf(in row, earliest, shift)]++] = row;
            }

            Span<LedgerRow> done = to;
            to = from;
            from = done;
        }

        if (from != rows)
        {
            from.CopyTo(rows);
        }
    }

    private static int DigitOf(in LedgerRow row, long earliest, int shift) => unchecked((int)((ulong)(row.Ticks - earliest) >> shift) & ((1 << DigitBits) - 1));
}
