using System.Text;

namespace Retention.Metrics.Tool.Tests;

/// <summary>Names that nobody has, from a seed: all of Unicode, what a terminal obeys, and the markup of every format.</summary>
internal static class HostileText
{
    private static readonly string[] Pieces =
    [
        "\u001b[31mred\u001b[0m", "\u001b]8;;http://evil.example\u001b\\click\u001b]8;;\u001b\\", "\u009b2J", "\u0090q\u009c", "\u202Egnp.exe\u202C", "\u2066x\u2069", "\u200B", "\u200D", "\uFEFF",
        "\uFFFE", "\uFFFF", "\uFDD0", "\U0010FFFF", "\U000E0041", "\uD800", "\uDFFF", "\u2028", "\u2029", "\u0000", "\t", "\r", "\n", "\r\n", "\u0085", "\u00AD",
        "[red]", "[/]", "[[", "]]", "{0}", "|", "\\|", "\\", "`", "``", "**b**", "_i_", "~~s~~", "<b>x</b>", "<http://a.example>", "![i](http://a.example/p.png)", "[t](javascript:x)", "&amp;", "# h", "- l", "1. l",
        "http://a.example", "HTTPS://A.example", "www.a.example", "mailto:a@b.example", "a@b.example", "@team", "xmpp:a@b.example",
        "=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\"", "\"\"", ",", ";", " ", "   ", "漢字", "e\u0301\u0302\u0303", "👨‍👩‍👧‍👦", "🏳️‍🌈", "ﷺ", "नि", "\u1100\u1100\u1161", "ada",
    ];

    public static string Of(Random random)
    {
        var text = new StringBuilder();
        for (int left = random.Next(0, 9); left > 0; left--)
        {
            _ = random.Next(8) switch
            {
                0 => text.Append((char)random.Next(char.MaxValue + 1)),
                1 => text.Append(char.ConvertFromUtf32(random.Next(0x10000, 0x110000))),
                2 => text.Append((char)random.Next(0xA0)),
                3 when random.Next(20) == 0 => text.Append('x', random.Next(1, 5000)),
                _ => text.Append(Pieces[random.Next(Pieces.Length)]),
            };
        }

        return text.ToString();
    }
}
