using Spectre.Console;

namespace Retention.Metrics.Tool.Output;

/// <summary>Tables for a person, as wide as the terminal at most.</summary>
internal static class TableFormat
{
    private const int Padding = 2;

    public static void Write(Answer answer, TextWriter writer, Terminal? terminal)
    {
        IAnsiConsole console = ConsoleOn(writer, terminal);
        if (answer.SideBySide)
        {
            foreach ((string? title, IReadOnlyList<AnswerRow> rows) in answer.Sections)
            {
                if (title is not null)
                {
                    writer.WriteLine(ShownText.OneLine(title));
                }

                WriteSideBySide(answer, rows, console);
            }
        }
        else if (answer.Data.Count > 0)
        {
            Table table = NewTable();
            foreach (int i in answer.Seen)
            {
                _ = table.AddColumn(Header(answer.Columns[i].Name, answer.Data[0].Cells[i].IsNumber));
            }

            foreach (AnswerRow row in answer.Data)
            {
                _ = table.AddRow(answer.Seen.Select(i => Shown(row.Cells[i].Shown)));
            }

            console.Write(table);
        }

        foreach (string note in answer.Notes)
        {
            writer.WriteLine(ShownText.OneLine(note));
        }
    }

    private static void WriteSideBySide(Answer answer, IReadOnlyList<AnswerRow> rows, IAnsiConsole console)
    {
        IReadOnlyList<int> seen = answer.Seen;
        int nameWidth = seen.Max(i => ShownText.OneLine(answer.Columns[i].Name).Length) + Padding;
        int rowWidth = rows.Count == 0 ? 1 : rows.Max(row => seen.Max(i => row.Cells[i].Shown.Length)) + Padding;
        foreach (IReadOnlyList<AnswerRow> page in Pages.Of(rows, Math.Max(1, (console.Profile.Width - nameWidth - Padding) / rowWidth)))
        {
            Table table = NewTable();
            _ = table.AddColumn(Header(answer.Columns[seen[0]].Name, toTheRight: false));
            foreach (AnswerRow row in page)
            {
                _ = table.AddColumn(Header(row.Cells[seen[0]].Shown, toTheRight: true));
            }

            for (int n = 1; n < seen.Count; n++)
            {
                if (n > 1 && answer.Columns[seen[n]].Group != answer.Columns[seen[n - 1]].Group)
                {
                    _ = table.AddEmptyRow();
                }

                _ = table.AddRow(page.Select(row => Shown(row.Cells[seen[n]].Shown)).Prepend(Shown(answer.Columns[seen[n]].Name)));
            }

            console.Write(table);
        }
    }

    private static IAnsiConsole ConsoleOn(TextWriter writer, Terminal? terminal)
    {
        bool interactive = terminal?.IsInteractive == true;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = terminal?.Width ?? Terminal.DefaultWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private static Table NewTable() => new() { Border = TableBorder.Simple, ShowFooters = false };

    private static TableColumn Header(string name, bool toTheRight) =>
        new(Shown(name)) { NoWrap = toTheRight, Alignment = toTheRight ? Justify.Right : Justify.Left, Padding = new Padding(0, 0, Padding, 0) };

    // Text is taken as it is: brackets are no markup.
    private static Text Shown(string text) => new Text(ShownText.OneLine(text));
}
