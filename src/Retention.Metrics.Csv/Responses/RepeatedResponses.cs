using System.Collections;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Responses;

/// <summary>Rows that are equal to another in all columns that are read: they are one response.</summary>
internal static class RepeatedResponses
{
    private const int BitsPerRow = 8;

    /// <summary>Finds the rows that repeat another.</summary>
    /// <returns>By row, the row that it repeats.</returns>
    public static Dictionary<int, int> Of(ResponseReader rows)
    {
        // Bits find most rows that have no other of their customer and instant, so that few are kept in a dictionary.
        int count = rows.Ticks.Count, size = (int)Math.Min((long)count * BitsPerRow, int.MaxValue / 2) + 1;
        BitArray seen = new(size), several = new(size);
        for (int row = 0; row < count; row++)
        {
            int bit = Bit(row);
            several[bit] |= seen[bit];
            seen[bit] = true;
        }

        var first = new Dictionary<(int Customer, long Ticks, int Score, int Survey, int Touchpoint, int Comment), int>();
        var repeated = new Dictionary<int, int>();
        for (int row = 0; row < count; row++)
        {
            if (several[Bit(row)] && !first.TryAdd(ContentOf(row), row))
            {
                repeated.Add(row, first[ContentOf(row)]);
            }
        }

        return repeated;

        int Bit(int row) => (int)(unchecked((uint)HashCode.Combine(rows.Customers[row], rows.Ticks[row])) % (uint)size);

        (int, long, int, int, int, int) ContentOf(int row) =>
            (rows.Customers[row], rows.Ticks[row], rows.Scores[row], rows.NumberOf(rows.Surveys, row), rows.NumberOf(rows.Touchpoints, row), rows.NumberOf(rows.Comments, row));
    }
}
