using System.Text;

namespace Retention.Metrics.Tool.Output;

/// <summary>Tables of GitHub-flavoured Markdown.</summary>
internal static class MarkdownFormat
{
    private const int MostSideBySide = 12;
    private const string Special = "\\`*_{}[]()<>#+-!|~&@:.";

    public static void Write(Answer answer, TextWriter writer)
    {
        if (answer.SideBySide)
        {
            foreach ((string? title, IReadOnlyList<AnswerRow> rows) in answer.Sections)
            {
                if (title is not null)
                {
                    writer.Write($"{Escaped(title)}\n\n");
                }

                WriteSideBySide(answer, rows, writer);
            }
        }
        else
        {
            WriteTable(
                writer,
                answer.Seen.Select(i => answer.Columns[i].Name),
                answer.Seen.Select(i => answer.Data.Count > 0 && answer.Data[0].Cells[i].IsNumber),
                answer.Data.Select(row => answer.Seen.Select(i => row.Cells[i].Shown)));
        }

        foreach (string note in answer.Notes)
        {
            writer.Write($"{Escaped(note)}\n");
        }
    }

    private static void WriteSideBySide(Answer answer, IReadOnlyList<AnswerRow> rows, TextWriter writer)
    {
        foreach (IReadOnlyList<AnswerRow> page in Pages.Of(rows, MostSideBySide))
        {
            int[] below = [.. answer.Seen.Where(i => i != answer.Seen[0])];
            WriteTable(
                writer,
                [answer.Columns[answer.Seen[0]].Name, .. page.Select(row => row.Cells[answer.Seen[0]].Shown)],
                [false, .. page.Select(_ => true)],
                below.Select(i => page.Select(row => row.Cells[i].Shown).Prepend(answer.Columns[i].Name)));
        }
    }

    private static void WriteTable(TextWriter writer, IEnumerable<string> header, IEnumerable<bool> toTheRight, IEnumerable<IEnumerable<string>> rows)
    {
        WriteLine(writer, header.Select(Escaped));
        WriteLine(writer, toTheRight.Select(right => right ? "---:" : "---"));
        foreach (IEnumerable<string> row in rows)
        {
            WriteLine(writer, row.Select(Escaped));
        }

        writer.Write('\n');
    }

    private static void WriteLine(TextWriter writer, IEnumerable<string> cells) => writer.Write($"| {string.Join(" | ", cells)} |\n");

    private static string Escaped(string text)
    {
        string line = ShownText.OneLine(text);

        // A number, a date, a name of a field has nothing to escape; the rest may be anybody's text.
        if (line.All(one => char.IsLetterOrDigit(one) || one is ' ' or '.' or '-' or '%' or '–' or ',' or ';' or ':' or '=' or '/') && !line.StartsWith('-'))
        {
            return line;
        }

        var escaped = new StringBuilder(line.Length + 8);
        foreach (char one in line)
        {
            _ = Special.Contains(one, StringComparison.Ordinal) ? escaped.Append('\\').Append(one) : escaped.Append(one);
        }

        return escaped.ToString();
    }
}
