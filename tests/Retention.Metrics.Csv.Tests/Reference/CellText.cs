using System.Text;
using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tests.Reference;

/// <summary>Cells as texts and instants.</summary>
internal static class CellText
{
    /// <summary>The reason of an end: blank is unknown, the words of the library in any case.</summary>
    public static ChurnReason Reason(CsvTable row)
    {
        string code = row.Word(Column.Reason);
        return code.Length == 0 ? ChurnReason.Unknown : ChurnReason.Of(code.ToUpperInvariant() is "VOLUNTARY" or "INVOLUNTARY" or "UNKNOWN" ? code.ToLowerInvariant() : code);
    }

    public static string? Of(CsvTable row, Column column) => row.Name(column, out ReadOnlySpan<byte> text) ? Encoding.UTF8.GetString(text) : null;

    public static string? Attribute(CsvTable row, int place) => row.AttributeCell(place) is { IsEmpty: false } cell ? Encoding.UTF8.GetString(cell) : null;

    public static bool Timestamp(CsvTable row, Column column, out Instant instant)
    {
        bool read = row.Ticks(column, out long ticks, out byte nanoseconds);
        instant = Instant.FromUnixTimeTicks(ticks).PlusNanoseconds(nanoseconds);
        return read;
    }

    public static bool OptionalTimestamp(CsvTable row, Column column, out Instant? instant)
    {
        instant = null;
        if (row.IsEmpty(column))
        {
            return true;
        }

        bool read = Timestamp(row, column, out Instant found);
        instant = read ? found : null;
        return read;
    }
}
