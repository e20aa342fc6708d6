using System.Globalization;

namespace Retention.Metrics;

/// <summary>What the values that are formatted have in common.</summary>
internal static class FormattedText
{
    /// <summary>Whether no format was asked for.</summary>
    public static bool IsGeneral(string? format) => string.IsNullOrEmpty(format) || format is "G" or "g";

    /// <summary>The culture of the numbers: the invariant one without a format, for then a text is the same everywhere, also where the framework hands on the current culture.</summary>
    public static IFormatProvider Provider(string? format, IFormatProvider? asked) => IsGeneral(format) || asked is null ? CultureInfo.InvariantCulture : asked;

    /// <summary>Copies a text where there is room for it.</summary>
    public static bool TryCopy(string text, Span<char> destination, out int charsWritten)
    {
        bool fits = text.TryCopyTo(destination);
        charsWritten = fits ? text.Length : 0;
        return fits;
    }
}
