using System.Globalization;
using System.Text;

namespace Retention.Metrics.Tool.Png;

/// <summary>Which characters of a text are drawn one after another, from left to right.</summary>
internal static class DrawnText
{
    /// <summary>Scripts that are written from right to left, or with letters that join and change places: these need a text layout, which SVG leaves to the program that shows it.</summary>
    private static readonly (int First, int Last)[] NeedLayout =
    [
        (0x0590, 0x08FF), (0x0900, 0x0DFF), (0x0F00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1800, 0x18AF), (0xA840, 0xABFF),
        (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC), (0x10800, 0x10FFF), (0x11000, 0x11FFF), (0x1E800, 0x1EFFF),
    ];

    /// <summary>The characters that are drawn: those without a shape are left out, and those which no font can have are replaced by a question mark.</summary>
    /// <exception cref="UsageException">The text would be drawn in the wrong order.</exception>
    public static IEnumerable<Rune> Of(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (Array.Exists(NeedLayout, script => rune.Value >= script.First && rune.Value <= script.Last))
            {
                throw Refused(text, rune, "of a script that is not drawn from left to right, letter by letter");
            }

            if (category is UnicodeCategory.Format || IsVariationSelector(rune))
            {
                continue;
            }

            yield return rune == Rune.ReplacementChar || category is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
                ? new Rune('?')
                : rune;
        }
    }

    /// <summary>Whether a character is drawn onto the one before it, and has its font.</summary>
    public static bool Continues(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>A text that PNG would show without a character, or wrongly.</summary>
    public static UsageException Refused(string text, Rune rune, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"PNG cannot show '{text}': it has '{rune}' (U+{rune.Value:X4}), {reason}. Write SVG instead, with a name that ends in .svg."));

    private static bool IsVariationSelector(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
