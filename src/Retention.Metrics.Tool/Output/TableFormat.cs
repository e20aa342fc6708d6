namespace Retention.Metrics.Tool.Output;

/// <summary>Tables for a person, as wide as the terminal where their numbers allow it.</summary>
internal static class TableFormat
{
    private const int Gap = 3, MostOfLabels = 40;

    public static void Write(Answer answer, TextWriter writer, int width)
    {
        if (answer.SideBySide)
        {
            foreach ((string? title, IReadOnlyList<AnswerRow> rows) in answer.Sections)
            {
                if (title is not null)
                {
                    writer.WriteLine(ShownText.OneLine(title));
                }

                WriteSideBySide(answer, rows, writer, width);
            }
        }
        else if (answer.Data.Count > 0)
        {
            var table = new TextTable(width);
            IReadOnlyList<int> seen = answer.Seen;
            foreach (int i in seen)
            {
                table.AddColumn(ShownText.OneLine(answer.LabelOf(i)), answer.Data[0].Cells[i].IsNumber);
            }

            table.AddRows(answer.Data.Select(row => seen.Select(i => ShownText.OneLine(row.Cells[i].Shown)).ToArray()));
            table.Write(writer);
        }

        // In a narrow terminal lines wrap between words; what is read by a program, or is as wide as a page, stays in one line.
        foreach (string line in answer.Notes.Select(ShownText.OneLine).SelectMany(note => width < Terminal.DefaultWidth ? TextTable.Wrapped(note, width) : [note]))
        {
            writer.WriteLine(line);
        }
    }

    private static void WriteSideBySide(Answer answer, IReadOnlyList<AnswerRow> rows, TextWriter writer, int width)
    {
        IReadOnlyList<int> seen = answer.Seen;
        string[] labels = [.. seen.Select(i => ShownText.OneLine(answer.LabelOf(i)))];

        // Long labels wrap between words, so that they leave room for the periods.
        int nameWidth = Math.Max(labels.Max(TextTable.LongestWord), Math.Min(labels.Max(label => DisplayWidth.Of(label)), width * MostOfLabels / 100)) + Gap;
        int rowWidth = rows.Count == 0 ? 1 : rows.Max(row => seen.Max(i => WidthOf(row.Cells[i].Shown))) + Gap;
        foreach (IReadOnlyList<AnswerRow> page in Pages.Of(rows, Math.Max(1, (width - nameWidth - 1) / rowWidth)))
        {
            var table = new TextTable(width);
            table.AddColumn(labels[0], toTheRight: false);
            foreach (AnswerRow row in page)
            {
                table.AddColumn(ShownText.OneLine(row.Cells[seen[0]].Shown), toTheRight: true);
            }

            for (int n = 1; n < seen.Count; n++)
            {
                if (n > 1 && answer.Columns[seen[n]].Group != answer.Columns[seen[n - 1]].Group)
                {
                    table.AddEmptyRow();
                }

                table.AddRow(page.Select(row => ShownText.OneLine(row.Cells[seen[n]].Shown)).Prepend(labels[n]));
            }

            table.Write(writer);
        }
    }

    private static int WidthOf(string text) => DisplayWidth.Of(ShownText.OneLine(text));
}
