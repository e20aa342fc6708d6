using System.Data.Common;

namespace Retention.Metrics.Sql.Running;

/// <summary>Reads the rows of an answer: few, one for each place in which something happened.</summary>
internal static class SparseRows
{
    /// <summary>Runs a statement. Its first columns are those of the segment, the others are 64-bit integers.</summary>
    public static Task<Dictionary<Segment, List<long[]>>> ReadAsync(SqlDatabase database, string statement, string what, int segments, CancellationToken cancellation) =>
        database.RunAsync(statement, what, reader => ReadAsync(reader, segments, cancellation), cancellation);

    private static async Task<Dictionary<Segment, List<long[]>>> ReadAsync(DbDataReader reader, int segments, CancellationToken cancellation)
    {
        var rows = new Dictionary<Segment, List<long[]>>();
        var segmentOf = new SegmentReader(segments);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            Segment segment = segmentOf.Read(reader);
            var numbers = new long[reader.FieldCount - segments];
            for (int column = 0; column < numbers.Length; column++)
            {
                numbers[column] = reader.GetInt64(segments + column);
            }

            if (!rows.TryGetValue(segment, out List<long[]>? own))
            {
                rows.Add(segment, own = []);
            }

            own.Add(numbers);
        }

        return rows;
    }
}
