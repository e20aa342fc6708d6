namespace Retention.Metrics.Tool.Output;

/// <summary>A table of plain text: columns of one width each, a line under the header.</summary>
/// <remarks>
/// Where the table is wider than the terminal, text and headers wrap between words; words and numbers are never broken. Where the words do not fit beside each other either,
/// each row becomes lines of a label and a value. A single word that is longer than the terminal makes a line that is longer: a value is never cut off.
/// </remarks>
/// <param name="width">How many characters a line may have.</param>
internal sealed class TextTable(int width)
{
    private const string Margin = " ", Gap = "   ";

    private readonly List<(string Header, bool ToTheRight)> columns = [];
    private readonly List<IEnumerable<string[]>> rows = [];

    /// <summary>The width of the longest word of a text.</summary>
    public static int LongestWord(string text) => text.Split(' ').Max(word => DisplayWidth.Of(word));

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
        (int[] widths, int[] narrowest) = Widths();
        writer.WriteLine();
        if (columns.Count > 1 && TotalOf(narrowest) > width)
        {
            WriteRecords(writer);
            return;
        }

        Shrink(widths, narrowest);
        WriteRow(writer, [.. columns.Select(column => column.Header)], widths);
        writer.WriteLine(new string('─', TotalOf(widths)));
        foreach (string[] row in rows.SelectMany(some => some))
        {
            WriteRow(writer, row, widths);
        }

        writer.WriteLine();
    }

    /// <summary>The width of each column in which nothing wraps, and the width in which no word breaks.</summary>
    private (int[] Widths, int[] Narrowest) Widths()
    {
        int[] widths = [.. columns.Select(column => DisplayWidth.Of(column.Header))];
        int[] narrowest = [.. columns.Select(column => LongestWord(column.Header))];
        foreach (string[] row in rows.SelectMany(some => some))
        {
            for (int i = 0; i < widths.Length; i++)
            {
                int cell = DisplayWidth.Of(row[i]);
                widths[i] = Math.Max(widths[i], cell);
                narrowest[i] = Math.Max(narrowest[i], cell <= narrowest[i] ? 0 : columns[i].ToTheRight ? cell : LongestWord(row[i]));
            }
        }

        return (widths, narrowest);
    }

    /// <summary>Takes from the widest column until the table fits, or every column is as narrow as it may be.</summary>
    private void Shrink(int[] widths, int[] narrowest)
    {
        for (int excess = TotalOf(widths) - width; excess > 0; excess--)
        {
            int widest = -1;
            for (int i = 0; i < widths.Length; i++)
            {
                // A header of numbers wraps last: it is above all of them.
                if (widths[i] > narrowest[i] && (widest < 0 || (columns[widest].ToTheRight, -widths[widest]).CompareTo((columns[i].ToTheRight, -widths[i])) > 0))
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
                return columns[i].ToTheRight ? Filled(part, widths[i]) + part : part + Filled(part, widths[i]);
            });
            writer.WriteLine($"{Margin}{string.Join(Gap, parts)}".TrimEnd(' '));
        }
    }

    /// <summary>Writes each row as lines of a header and a value; a value that does not fit beside its header is in the lines below it.</summary>
    private void WriteRecords(TextWriter writer)
    {
        int headers = columns.Max(column => DisplayWidth.Of(column.Header));
        bool isFirst = true;
        foreach (string[] row in rows.SelectMany(some => some).Where(cells => cells.Any(cell => cell.Length > 0)))
        {
            writer.WriteLine(isFirst ? new string('─', width) : "");
            isFirst = false;
            for (int i = 0; i < row.Length; i++)
            {
                string header = columns[i].Header;
                if (Margin.Length + headers + Gap.Length + DisplayWidth.Of(row[i]) <= width)
                {
                    writer.WriteLine($"{Margin}{header}{Filled(header, headers)}{Gap}{row[i]}".TrimEnd(' '));
                    continue;
                }

                foreach (string line in Wrapped(header, width - Margin.Length).Select(line => Margin + line)
                    .Concat(Wrapped(row[i], width - Margin.Length - Gap.Length).Select(line => Margin + Gap + line)))
                {
                    writer.WriteLine(line);
                }
            }
        }

        writer.WriteLine();
    }

    private static string Filled(string part, int width) => new(' ', Math.Max(0, width - DisplayWidth.Of(part)));

    /// <summary>The lines of a cell, broken at spaces.</summary>
    private static List<string> Lines(string text, int width)
    {
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
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>The lines of a text, broken between words.</summary>
    public static string[] Wrapped(string text, int width) => DisplayWidth.Of(text) <= width ? [text] : [.. Lines(text, width)];
}
