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
        var values = new string[Math.Max(1, segments)];
        values[0] = Segment.Missing;
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            for (int column = 0; column < segments; column++)
            {
                string? value = await reader.IsDBNullAsync(column, cancellation).ConfigureAwait(false) ? null : reader.GetString(column);
                values[column] = string.IsNullOrWhiteSpace(value) ? Segment.Missing : value;
            }

            var numbers = new long[reader.FieldCount - segments];
            for (int column = 0; column < numbers.Length; column++)
            {
                numbers[column] = reader.GetInt64(segments + column);
            }

            var segment = new Segment(values);
            if (!rows.TryGetValue(segment, out List<long[]>? own))
            {
                rows.Add(segment, own = []);
            }

            own.Add(numbers);
        }

        return rows;
    }
}
