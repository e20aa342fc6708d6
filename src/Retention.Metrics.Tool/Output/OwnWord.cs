namespace Retention.Metrics.Tool.Output;

/// <summary>Keeps text from data apart from words of our own that are shown in the same column.</summary>
internal static class OwnWord
{
    private const char Quote = '"';

    /// <summary>The text; in quotation marks, as in a CSV file, where it equals one of our words, with quotation marks around it or without.</summary>
    public static string Apart(string text, params ReadOnlySpan<string> own) =>
        own.Contains(text.Trim(Quote)) ? $"{Quote}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}{Quote}" : text;
}
