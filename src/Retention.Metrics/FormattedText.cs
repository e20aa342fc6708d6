namespace Retention.Metrics;

/// <summary>What the values that are formatted have in common.</summary>
internal static class FormattedText
{
    /// <summary>Whether no format was asked for.</summary>
    public static bool IsGeneral(string? format) => string.IsNullOrEmpty(format) || format is "G" or "g";

    /// <summary>Copies a text where there is room for it.</summary>
    public static bool TryCopy(string text, Span<char> destination, out int charsWritten)
    {
        bool fits = text.TryCopyTo(destination);
        charsWritten = fits ? text.Length : 0;
        return fits;
    }
}
