using System.Collections;
using NodaTime;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Subscriptions;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>Takes out of a ledger the rows that repeat another in every cell, and subscriptions with rows alike that differ in a column that is not read.</summary>
internal static class RepeatedLevels
{
    private const int BitsPerRow = 8;

    public static void TakeOut(CsvTable table, FileRows rows, FindingColumns findings, RepeatedRows repeated)
    {
        List<(LedgerRow Row, long Line)[]> alike = Alike(rows);
        var compared = new Dictionary<long, (int Group, int Content)>();
        for (int group = 0; group < alike.Count; group++)
        {
            foreach ((_, long line) in alike[group])
            {
                compared.Add(line, (group, 0));
            }
        }

        var comparison = RowComparison.Of(table, compared);
        var contradicted = new HashSet<int>();
        foreach ((LedgerRow Row, long Line)[] group in alike)
        {
            long[] different = [.. group.Select(one => one.Line).Where(line => comparison.FirstEqual(line) == line)];
            if (different.Length > 1)
            {
                LedgerRow row = group[0].Row;
                _ = contradicted.Add(row.Subscription);
                findings.Add(
                    FindingKind.ConflictingDuplicate, AlikeRows.Describe(table.Kind, rows.SubscriptionTexts(row.Subscription), Instant.FromUnixTimeTicks(row.Ticks), comparison.Columns(different[0])), different);
            }
        }

        var repeats = new HashSet<(int, long)>();
        foreach ((LedgerRow row, long line) in alike.SelectMany(group => group).Where(one => !contradicted.Contains(one.Row.Subscription) && comparison.FirstEqual(one.Line) != one.Line))
        {
            repeated.Add(line, comparison.FirstEqual(line));
            _ = repeats.Add((row.Subscription, row.Ticks));
        }

        var kept = new HashSet<(int, long)>();
        rows.RemoveAll(row => contradicted.Contains(row.Subscription) || (repeats.Contains((row.Subscription, row.Ticks)) && !kept.Add((row.Subscription, row.Ticks))));
    }

    /// <summary>Rows of one subscription at one instant, where there are several. Bits find most that have no other, so that few are kept in a dictionary.</summary>
    private static List<(LedgerRow Row, long Line)[]> Alike(FileRows rows)
    {
        int size = (int)Math.Min((long)rows.Store.Count * BitsPerRow, int.MaxValue / 2) + 1;
        BitArray seen = new(size), several = new(size);
        foreach (ArraySegment<LedgerRow> block in rows.Store.Blocks())
        {
            foreach (ref readonly LedgerRow row in block.AsSpan())
            {
                int bit = Bit(row);
                several[bit] |= seen[bit];
                seen[bit] = true;
            }
        }

        return [.. rows.Where(row => several[Bit(row)]).GroupBy(one => (one.Row.Subscription, one.Row.Ticks)).Select(group => group.ToArray()).Where(group => group.Length > 1)];

        int Bit(LedgerRow row) => (int)(unchecked((uint)HashCode.Combine(row.Subscription, row.Ticks)) % (uint)size);
    }
}
