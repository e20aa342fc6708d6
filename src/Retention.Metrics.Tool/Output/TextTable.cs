using System.Globalization;

namespace Retention.Metrics.Tool.Output;

/// <summary>A table of plain text: columns of one width each, a line under the header.</summary>
/// <remarks>
/// Where the table is wider than the terminal, text wraps, then the headers of numbers; numbers do not.
/// What still does not fit makes lines that are longer than the terminal: a value is never cut off.
/// </remarks>
/// <param name="width">How many characters a line may have.</param>
internal sealed class TextTable(int width)
{
    private const int NarrowestText = 8;
    private const string Margin = " ", Gap = "   ";

    private readonly List<(string Header, bool ToTheRight)> columns = [];
    private readonly List<IEnumerable<string[]>> rows = [];

    /// <summary>Adds a column.</summary>
    /// <param name="header">The header, in one line.</param>
    /// <param name="toTheRight">Whether it is a column of numbers, set to the right.</param>
    public void AddColumn(string header, bool toTheRight) => columns.Add((header, toTheRight));

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One for each column, each in one line.</param>
    public void AddRow(IEnumerable<string> cells) => rows.Add([[.. cells]]);

    /// <summary>Adds rows that are made twice, once for their widths and once to be written: many of them need no memory.</summary>
    /// <param name="some">The rows, each with a cell for each column.</param>
    public void AddRows(IEnumerable<string[]> some) => rows.Add(some);

    /// <summary>Adds a line with nothing in it.</summary>
    public void AddEmptyRow() => AddRow(columns.Select(_ => ""));

    public void Write(TextWriter writer)
    {
        int[] widths = Fitted();
        writer.WriteLine();
        WriteRow(writer, [.. columns.Select(column => column.Header)], widths);
        writer.WriteLine(new string('─', TotalOf(widths)));
        foreach (string[] row in rows.SelectMany(some => some))
        {
            WriteRow(writer, row, widths);
        }

        writer.WriteLine();
    }

    private int[] Fitted()
    {
        int[] cells = new int[columns.Count];
        foreach (string[] row in rows.SelectMany(some => some))
        {
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = Math.Max(cells[i], DisplayWidth.Of(row[i]));
            }
        }

        int[] widths = [.. columns.Select((column, i) => Math.Max(cells[i], DisplayWidth.Of(column.Header)))];
        Shrink(widths, [.. columns.Select((column, i) => column.ToTheRight ? widths[i] : NarrowestText)]);
        Shrink(widths, [.. columns.Select((column, i) => column.ToTheRight ? Math.Max(cells[i], NarrowestText) : NarrowestText)]);
        return widths;
    }

    /// <summary>Takes from the widest column until the table fits, or every column is as narrow as it may be.</summary>
    private void Shrink(int[] widths, int[] narrowest)
    {
        for (int excess = TotalOf(widths) - width; excess > 0; excess--)
        {
            int widest = -1;
            for (int i = 0; i < widths.Length; i++)
            {
                if (widths[i] > narrowest[i] && (widest < 0 || widths[i] > widths[widest]))
                {
                    widest = i;
                }
            }

            if (widest < 0)
            {
                return;
            }

            widths[widest]--;
        }
    }

    private static int TotalOf(int[] widths) => Margin.Length + widths.Sum(one => one + Gap.Length);

    private void WriteRow(TextWriter writer, string[] cells, int[] widths)
    {
        string[][] lines = [.. cells.Select((cell, i) => Wrapped(cell, widths[i]))];
        for (int n = 0; n < lines.Max(own => own.Length); n++)
        {
            IEnumerable<string> parts = lines.Select((own, i) =>
            {
                string part = n < own.Length ? own[n] : "";
                string fill = new(' ', Math.Max(0, widths[i] - DisplayWidth.Of(part)));
                return columns[i].ToTheRight ? fill + part : part + fill;
            });
            writer.WriteLine($"{Margin}{string.Join(Gap, parts)}".TrimEnd(' '));
        }
    }

    /// <summary>The lines of a cell: broken at spaces, a word that is too long between its characters.</summary>
    private static string[] Wrapped(string text, int width)
    {
        if (DisplayWidth.Of(text) <= width)
        {
            return [text];
        }

        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && DisplayWidth.Of(line) + 1 + DisplayWidth.Of(word) <= width)
            {
                line = $"{line} {word}";
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            line = word;
            while (DisplayWidth.Of(line) > width)
            {
                int head = HeadOf(line, width);
                lines.Add(line[..head]);
                line = line[head..];
            }
        }

        lines.Add(line);
        return [.. lines];
    }

    /// <summary>How many characters of a word fit: whole graphemes, one at least.</summary>
    private static int HeadOf(string word, int width)
    {
        int length = StringInfo.GetNextTextElementLength(word);
        for (int used = DisplayWidth.Of(word.AsSpan(0, length)); length < word.Length;)
        {
            int next = StringInfo.GetNextTextElementLength(word, length);
            used += DisplayWidth.Of(word.AsSpan(length, next));
            if (used > width)
            {
                break;
            }

            length += next;
        }

        return length;
    }
}
