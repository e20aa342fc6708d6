namespace Retention.Metrics.Tool.Output;

/// <summary>A header and a line for each row, as RFC 4180 has it, with line feeds.</summary>
internal static class CsvFormat
{
    public static void Write(Answer answer, TextWriter writer)
    {
        WriteLine(writer, answer.Columns.Select(column => WithoutFormula(column.Name)));
        foreach (AnswerRow row in answer.Data)
        {
            WriteLine(writer, row.Cells.Select(cell => cell.IsNumber ? cell.Plain : WithoutFormula(cell.Plain)));
        }
    }

    /// <summary>A spreadsheet runs text that begins like a formula; after an apostrophe it shows it.</summary>
    private static string WithoutFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? $"'{text}" : text;

    private static void WriteLine(TextWriter writer, IEnumerable<string> values)
    {
        writer.Write(string.Join(',', values.Select(Quoted)));
        writer.Write('\n');
    }

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
