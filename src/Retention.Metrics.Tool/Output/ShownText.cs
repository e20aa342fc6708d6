using System.Text;

namespace Retention.Metrics.Tool.Output;

/// <summary>Makes text of a file harmless for a screen: no line breaks, no control characters, nothing that turns the direction of writing.</summary>
internal static class ShownText
{
    public static string OneLine(string text)
    {
        if (!text.Any(IsHarmful))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (char one in text)
        {
            _ = shown.Append(IsHarmful(one) ? (char.IsWhiteSpace(one) ? ' ' : '\uFFFD') : one);
        }

        return shown.ToString();
    }

    private static bool IsHarmful(char one) =>
        char.IsControl(one) || one is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
