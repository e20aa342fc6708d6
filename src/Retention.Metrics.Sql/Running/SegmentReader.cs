using System.Data.Common;

namespace Retention.Metrics.Sql.Running;

/// <summary>Reads the segment of a row from its first columns. Not thread-safe.</summary>
/// <param name="count">How many columns there are; without any, every row has the same segment.</param>
internal sealed class SegmentReader(int count)
{
    private readonly string[] values = count == 0 ? [Segment.Missing] : new string[count];

    /// <summary>The segment; a value that is null or blank is missing.</summary>
    public Segment Read(DbDataReader reader)
    {
        for (int column = 0; column < count; column++)
        {
            string? value = reader.IsDBNull(column) ? null : reader.GetString(column);
            values[column] = string.IsNullOrWhiteSpace(value) ? Segment.Missing : value;
        }

        return new Segment(values);
    }
}
