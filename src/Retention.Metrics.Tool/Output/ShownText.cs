using System.Globalization;
using System.Text;

namespace Retention.Metrics.Tool.Output;

/// <summary>Escapes what a screen does not show, or obeys: text of a file or of an argument may be anything.</summary>
/// <remarks>
/// Escaped are control characters, line and paragraph separators, format characters (they turn the direction of writing or have no width), surrogates
/// without a partner and code points that are no characters: as <c>\u001B</c>, above U+FFFF as <c>\U000E0001</c>.
/// </remarks>
internal static class ShownText
{
    /// <summary>Text for one line of a screen.</summary>
    public static string OneLine(string text) => Escaped(text, keepLineBreaks: false);

    /// <summary>Text that keeps its line breaks, <c>\n</c> and <c>\r\n</c>.</summary>
    public static string Lines(string text) => Escaped(text, keepLineBreaks: true);

    /// <summary>Returns whether a screen would not show the character as it is.</summary>
    public static bool IsHidden(Rune one) =>
        Rune.GetUnicodeCategory(one) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (one.Value & 0xFFFE) == 0xFFFE
        || one.Value is >= 0xFDD0 and <= 0xFDEF;

    private static string Escaped(string text, bool keepLineBreaks)
    {
        StringBuilder? shown = null;
        for (int at = 0, length; at < text.Length; at += length)
        {
            bool whole = Rune.TryGetRuneAt(text, at, out Rune one);
            length = whole ? one.Utf16SequenceLength : 1;
            if (whole && (!IsHidden(one) || (keepLineBreaks && IsLineBreak(text, at))))
            {
                _ = shown?.Append(text, at, length);
                continue;
            }

            shown ??= new StringBuilder(text, 0, at, text.Length + 16);
            _ = length == 1
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:X4}")
                : shown.Append(CultureInfo.InvariantCulture, $"\\U{one.Value:X8}");
        }

        return shown?.ToString() ?? text;
    }

    private static bool IsLineBreak(string text, int at) => text[at] == '\n' || (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n');
}
