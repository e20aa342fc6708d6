namespace Retention.Metrics.Tool.Output;

/// <summary>A way to write an answer. This is the one place where a format is added.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ForReading">Whether a person reads it: then figures are laid out as a page, else one row after another.</param>
/// <param name="Write">Writes, in lines of so many characters where it can.</param>
/// <param name="WriteCurrencies">Writes answers that are in one currency each, with what writes one of them.</param>
internal sealed record OutputFormat(
    string Name, bool ForReading, Action<Answer, TextWriter, int> Write, Action<IReadOnlyList<CurrencyAnswer>, TextWriter, Action<Answer, TextWriter>> WriteCurrencies)
{
    private static readonly OutputFormat[] All =
    [
        new("table", true, TableFormat.Write, CurrencyAnswer.WriteSections),
        new("json", false, (answer, writer, _) => JsonFormat.Write(answer, writer), (answers, writer, _) => JsonFormat.Write(answers, writer)),
        new("csv", false, (answer, writer, _) => CsvFormat.Write(answer, writer), (answers, writer, write) => write(CurrencyAnswer.InOneTable(answers), writer)),
        new("markdown", true, (answer, writer, _) => MarkdownFormat.Write(answer, writer), CurrencyAnswer.WriteSections),
    ];

    /// <summary>A page, which is made of a whole report and not of one answer.</summary>
    public static OutputFormat Html { get; } = new("html", true, (_, _, _) => throw PageOfAnAnswer(), (_, _, _) => throw PageOfAnAnswer());

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(format => format.Name)];

    /// <summary>The format of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="fieldNames">Whether a person reads the names of fields, as they are in every export, in the place of labels.</param>
    public static OutputFormat Of(string name, bool fieldNames)
    {
        if (name == Html.Name)
        {
            return fieldNames ? throw new UsageException("--names field has no meaning with --format html, which shows both: labels, and the names of fields where each is explained.") : Html;
        }

        OutputFormat format = All.Single(format => format.Name == name);
        return fieldNames && format.ForReading ? format with { Write = (answer, writer, width) => format.Write(answer.WithFieldNames(), writer, width) } : format;
    }

    /// <summary>Writes to the terminal, or to a file.</summary>
    public void Deliver(Answer answer, string? file, Terminal terminal) => Deliver([new CurrencyAnswer(null, answer)], file, terminal);

    /// <summary>Writes the answer of each currency to the terminal, or to a file.</summary>
    public void Deliver(IReadOnlyList<CurrencyAnswer> answers, string? file, Terminal terminal)
    {
        if (file is null)
        {
            WriteAll(answers, terminal.Output, terminal.Width);
            terminal.Output.Flush();
            return;
        }

        OutputFile.Write(file, writer => WriteAll(answers, writer, Terminal.DefaultWidth));
    }

    private static NotSupportedException PageOfAnAnswer() => new("An answer has no page; expected a report.");

    private void WriteAll(IReadOnlyList<CurrencyAnswer> answers, TextWriter writer, int width)
    {
        if (answers is [{ Currency: null, Answer: var only }])
        {
            Write(only, writer, width);
            return;
        }

        WriteCurrencies(answers, writer, (answer, to) => Write(answer, to, width));
    }
}
