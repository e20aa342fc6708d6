namespace Retention.Metrics.Csv;

/// <summary>Which part of a cell's text is the value.</summary>
/// <example><code>
/// var options = new CsvImportOptions
/// {
///     Columns = new Dictionary&lt;string, string&gt; { ["customer_id"] = "Order Number" },
///     Parts = new Dictionary&lt;string, CellPart&gt; { ["customer_id"] = CellPart.Before("..") },
/// };
/// </code></example>
public sealed class CellPart
{
    private readonly byte[] start;
    private readonly byte[] end;

    private CellPart(string start, string end)
    {
        this.start = System.Text.Encoding.UTF8.GetBytes(start);
        this.end = System.Text.Encoding.UTF8.GetBytes(end);
    }

    /// <summary>Whether the cell may hold several values, of which an amount is the sum.</summary>
    internal bool IsBetween => start.Length > 0;

    /// <summary>The text before a mark; all of it where the mark does not occur.</summary>
    /// <exception cref="ArgumentException">The mark is empty.</exception>
    public static CellPart Before(string mark)
    {
        ArgumentException.ThrowIfNullOrEmpty(mark);
        return new CellPart("", mark);
    }

    /// <summary>The text between two marks; nothing where the first does not occur. Of an amount that occurs several times the sum counts.</summary>
    /// <exception cref="ArgumentException">A mark is empty.</exception>
    public static CellPart Between(string start, string end)
    {
        ArgumentException.ThrowIfNullOrEmpty(start);
        ArgumentException.ThrowIfNullOrEmpty(end);
        return new CellPart(start, end);
    }

    /// <summary>The value in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rest">What follows the value.</param>
    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        rest = [];
        int from = start.Length == 0 ? 0 : text.IndexOf(start);
        if (from < 0)
        {
            return [];
        }

        ReadOnlySpan<byte> value = text[(from + start.Length)..];
        int to = value.IndexOf(end);
        rest = to < 0 ? [] : value[to..];
        value = to < 0 ? value : value[..to];
        return value[System.Text.Ascii.Trim(value)];
    }

    /// <summary>The marks.</summary>
    public override string ToString() =>
        IsBetween ? $"between '{System.Text.Encoding.UTF8.GetString(start)}' and '{System.Text.Encoding.UTF8.GetString(end)}'" : $"before '{System.Text.Encoding.UTF8.GetString(end)}'";
}
