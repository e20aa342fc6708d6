namespace Retention.Metrics.Tool.Output;

/// <summary>A header and a line for each row, as RFC 4180 has it, with line feeds.</summary>
/// <remarks>Text keeps its line breaks, in quotes; other characters that a screen obeys or does not show are escaped. JSON has the text itself.</remarks>
internal static class CsvFormat
{
    private const string FormulaStarts = "=+-@\n\r＝＋－＠﹦﹢﹣﹫";

    public static void Write(Answer answer, TextWriter writer)
    {
        WriteLine(writer, answer.Columns.Select(column => WithoutFormula(column.Name)));
        foreach (AnswerRow row in answer.Data)
        {
            WriteLine(writer, row.Cells.Select(cell => cell.IsNumber ? cell.Plain : WithoutFormula(cell.Plain)));
        }
    }

    /// <summary>A spreadsheet runs text that begins like a formula, also in the full-width and small forms; after an apostrophe it shows it.</summary>
    private static string WithoutFormula(string text)
    {
        string shown = ShownText.Lines(text);
        return shown.Length > 0 && FormulaStarts.Contains(shown[0]) ? $"'{shown}" : shown;
    }

    private static void WriteLine(TextWriter writer, IEnumerable<string> values)
    {
        writer.Write(string.Join(',', values.Select(Quoted)));
        writer.Write('\n');
    }

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
