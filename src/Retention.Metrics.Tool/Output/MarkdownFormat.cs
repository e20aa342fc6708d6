using System.Text;

namespace Retention.Metrics.Tool.Output;

/// <summary>Tables of GitHub-flavored Markdown. Text is never read as markup, and an address never becomes a link.</summary>
internal static class MarkdownFormat
{
    private const int MostSideBySide = 12;
    private const string Special = "\\`*_{}[]()<>#+-!|~&@:.";

    private static readonly string[] AddressMarks = ["@", "://", "www.", "mailto:", "xmpp:"];

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
            IReadOnlyList<int> seen = answer.Seen;
            WriteTable(
                writer,
                seen.Select(answer.LabelOf),
                seen.Select(i => answer.Data.Count > 0 && answer.Data[0].Cells[i].IsNumber),
                answer.Data.Select(row => seen.Select(i => row.Cells[i].Shown)));
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
                [answer.LabelOf(answer.Seen[0]), .. page.Select(row => row.Cells[answer.Seen[0]].Shown)],
                [false, .. page.Select(_ => true)],
                below.Select(i => page.Select(row => row.Cells[i].Shown).Prepend(answer.LabelOf(i))));
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
        return IsPlain(line) ? line : string.Join(' ', line.Split(' ').Select(word => HasAddress(word) ? InCode(word) : WithoutMarkup(word)));
    }

    private static string WithoutMarkup(string word)
    {
        var escaped = new StringBuilder(word.Length + 8);
        foreach (char one in word)
        {
            _ = Special.Contains(one, StringComparison.Ordinal) ? escaped.Append('\\').Append(one) : escaped.Append(one);
        }

        return escaped.ToString();
    }

    /// <summary>Renderers make links of addresses even where their characters are escaped, but never in code.</summary>
    private static string InCode(string word)
    {
        int longest = 0, run = 0;
        foreach (char one in word)
        {
            run = one == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        string fence = new('`', longest + 1), space = word[0] == '`' || word[^1] == '`' ? " " : "";
        return $"{fence}{space}{word.Replace("|", "\\|", StringComparison.Ordinal)}{space}{fence}";
    }

    private static bool IsPlain(string line)
    {
        for (int at = 0; at < line.Length; at++)
        {
            // A point before a digit is that of a number; before a letter it may be that of an address.
            bool plain = char.IsLetterOrDigit(line[at])
                || (line[at] == '.' && at + 1 < line.Length && char.IsAsciiDigit(line[at + 1]))
                || (line[at] == '-' && at > 0)
                || line[at] is ' ' or '%' or '–' or ',' or ';' or ':' or '=' or '/' or '(' or ')';
            if (!plain)
            {
                return false;
            }
        }

        return !HasAddress(line);
    }

    private static bool HasAddress(string text) => AddressMarks.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase));
}
