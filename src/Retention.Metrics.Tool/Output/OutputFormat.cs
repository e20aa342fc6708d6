namespace Retention.Metrics.Tool.Output;

/// <summary>A way to write an answer. This is the one place where a format is added.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ForReading">Whether a person reads it: then figures are laid out as a page, else one row after another.</param>
/// <param name="Write">Writes, in lines of so many characters where it can.</param>
internal sealed record OutputFormat(string Name, bool ForReading, Action<Answer, TextWriter, int> Write)
{
    private static readonly OutputFormat[] All =
    [
        new("table", true, TableFormat.Write),
        new("json", false, (answer, writer, _) => JsonFormat.Write(answer, writer)),
        new("csv", false, (answer, writer, _) => CsvFormat.Write(answer, writer)),
        new("markdown", true, (answer, writer, _) => MarkdownFormat.Write(answer, writer)),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(format => format.Name)];

    public static OutputFormat Of(string name) => All.Single(format => format.Name == name);

    /// <summary>Writes to the terminal, or to a file.</summary>
    public void Deliver(Answer answer, string? file, Terminal terminal)
    {
        if (file is null)
        {
            Write(answer, terminal.Output, terminal.Width);
            terminal.Output.Flush();
            return;
        }

        OutputFile.Write(file, writer => Write(answer, writer, Terminal.DefaultWidth));
    }
}
