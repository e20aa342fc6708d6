using System.Buffers;
using System.Buffers.Text;
using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>Writes rows of a database as rows of CSV, the same for the same values whatever the database and the culture.</summary>
/// <remarks>A time that the database has at infinity is none.</remarks>
internal sealed class CellWriter(ArrayBufferWriter<byte> output)
{
    private const int LongestPlain = 64;

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n; \t|'");

    /// <summary>Writes the names of the columns.</summary>
    public void Header(ReadOnlySpan<TableColumn> columns)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            Separate(i);
            Quoted(columns[i].Name);
        }

        output.Write("\n"u8);
    }

    /// <summary>Writes the row that a reader is at.</summary>
    /// <remarks>Behind the columns the reader may have one more for each date or time: the text of a value that .NET has none for, so that the row is refused and not the table.</remarks>
    public void Row(DbDataReader reader, ReadOnlySpan<TableColumn> columns)
    {
        int beyond = columns.Length;
        for (int i = 0; i < columns.Length; i++)
        {
            Separate(i);
            if (!reader.IsDBNull(i))
            {
                Cell(reader, i, columns[i].Kind);
            }
            else if (columns[i].IsTime && beyond < reader.FieldCount && !reader.IsDBNull(beyond))
            {
                Text(reader.GetString(beyond));
            }

            beyond += columns[i].IsTime ? 1 : 0;
        }

        output.Write("\n"u8);
    }

    private void Cell(DbDataReader reader, int column, CellKind kind)
    {
        switch (kind)
        {
            case CellKind.Number:
                Number(Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture));
                break;
            case CellKind.Decimal:
                Decimal(reader.GetDecimal(column));
                break;
            case CellKind.Double:
                Double(Convert.ToDouble(reader.GetValue(column), CultureInfo.InvariantCulture));
                break;
            case CellKind.Flag:
                output.Write(reader.GetBoolean(column) ? "true"u8 : "false"u8);
                break;
            case CellKind.Uuid:
                Plain(reader.GetGuid(column), "D");
                break;
            case CellKind.Date:
                Date(reader.GetFieldValue<DateOnly>(column));
                break;
            case CellKind.LocalTime:
                Time(reader.GetDateTime(column), isInstant: false);
                break;
            case CellKind.Instant:
                Time(reader.GetDateTime(column), isInstant: true);
                break;
            case CellKind.Text or CellKind.Bytes:
                Text(reader.GetString(column));
                break;
            default:
                Any(reader.GetValue(column));
                break;
        }
    }

    private void Any(object value)
    {
        switch (value)
        {
            case long number:
                Number(number);
                break;
            case double number:
                Double(number);
                break;
            case string text:
                Text(text);
                break;
            case byte[] { Length: <= DatabaseProvider.MostBytes } bytes:
                // As PostgreSQL writes them, and the other databases here.
                Utf8("\\x" + Convert.ToHexStringLower(bytes));
                break;
            default:
                // A picture is no value of a cell.
                break;
        }
    }

    private void Number(long number)
    {
        Span<byte> room = output.GetSpan(LongestPlain);
        _ = Utf8Formatter.TryFormat(number, room, out int length);
        output.Advance(length);
    }

    /// <summary>A decimal without the zeros at its end, which are those of the column.</summary>
    private void Decimal(decimal number)
    {
        Span<byte> room = output.GetSpan(LongestPlain);
        _ = number.TryFormat(room, out int length, default, CultureInfo.InvariantCulture);
        if (room[..length].Contains((byte)'.'))
        {
            length = room[..length].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        }

        output.Advance(length);
    }

    private void Double(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal) && Math.Abs(number) < (double)decimal.MaxValue)
        {
            Decimal(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        }
        else
        {
            Text(text);
        }
    }

    private void Date(DateOnly date)
    {
        if (date != DateOnly.MaxValue && date != DateOnly.MinValue)
        {
            Plain(date, "yyyy-MM-dd");
        }
    }

    private void Time(DateTime time, bool isInstant)
    {
        if (time.Date != DateTime.MaxValue.Date && time != DateTime.MinValue)
        {
            Plain(time, "yyyy-MM-ddTHH:mm:ss.FFFFFFF");
            output.Write(isInstant ? "Z"u8 : ""u8);
        }
    }

    private void Plain<TValue>(TValue value, string format)
        where TValue : IUtf8SpanFormattable
    {
        Span<byte> room = output.GetSpan(LongestPlain);
        _ = value.TryFormat(room, out int length, format, CultureInfo.InvariantCulture);
        output.Advance(length);
    }

    private void Text(string text)
    {
        if (text.AsSpan().ContainsAny(Special))
        {
            Quoted(text);
            return;
        }

        Utf8(text);
    }

    private void Quoted(string text)
    {
        output.Write("\""u8);
        Utf8(text.Contains('"', StringComparison.Ordinal) ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text);
        output.Write("\""u8);
    }

    private void Utf8(string text)
    {
        int length = Encoding.UTF8.GetBytes(text, output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        output.Advance(length);
    }

    private void Separate(int column) => output.Write(column == 0 ? ""u8 : ","u8);
}
