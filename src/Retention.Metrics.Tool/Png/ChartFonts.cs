using System.Text;
using SkiaSharp;

namespace Retention.Metrics.Tool.Png;

/// <summary>The fonts of the text of a chart: files of this machine, read only where a text needs them.</summary>
/// <remarks>The library which draws finds no fonts by itself on Linux, and draws text without a font as nothing at all.</remarks>
internal sealed class ChartFonts : IDisposable
{
    private const string Latin = "ABCXYZabcxyz0123456789 .,:%-()";

    /// <summary>The names of files of fonts like Helvetica, for which the charts are laid out, and of fonts that many machines have.</summary>
    private static readonly string[] Preferred =
        ["Helvetica.ttc", "Arial.ttf", "LiberationSans-Regular.ttf", "NimbusSans-Regular.otf", "DejaVuSans.ttf", "NotoSans-Regular.ttf", "segoeui.ttf"];

    private static readonly string[] Styles = ["bold", "italic", "oblique", "mono", "condensed"];

    private readonly string[] files;
    private readonly Dictionary<string, SKFont?> opened = new(StringComparer.Ordinal);
    private readonly Dictionary<Rune, SKFont?> known = [];
    private readonly SKFont main;

    /// <summary>Finds the fonts in some folders and the folders below them.</summary>
    /// <exception cref="UsageException">None of them has the letters and digits of every chart.</exception>
    public ChartFonts(IReadOnlyList<string> folders)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        files =
        [
            .. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", everywhere))
                .Where(IsFont)
                .OrderBy(Rank)
                .ThenBy(Path.GetFileName, StringComparer.Ordinal)
                .ThenBy(file => file, StringComparer.Ordinal),
        ];
        main = files.Select(Opened).FirstOrDefault(font => font?.ContainsGlyphs(Latin) == true) ?? throw new UsageException(
            "PNG needs a font, and this machine has none with letters and digits in its folders of fonts, such as /usr/share/fonts. "
            + "Install one, such as Debian's package fonts-liberation, or write SVG, with a name that ends in .svg.");
    }

    /// <summary>The folders of fonts, as the operating systems have them.</summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        .. new[]
        {
            Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "fonts"),
            "/usr/local/share/fonts",
            "/usr/share/fonts",
            "/System/Library/Fonts",
            "/Library/Fonts",
        }.Where(folder => Path.IsPathFullyQualified(folder) && Directory.Exists(folder)),
    ];

    /// <summary>Splits a text into parts which one font draws.</summary>
    /// <exception cref="UsageException">A character would be missing, or in the wrong place.</exception>
    public IEnumerable<TextRun> RunsOf(string text)
    {
        var part = new StringBuilder();
        SKFont last = main;
        foreach (Rune rune in DrawnText.Of(text))
        {
            SKFont font = last != main && DrawnText.Continues(rune) && last.ContainsGlyph(rune.Value) ? last : FontOf(rune, text);
            if (font != last && part.Length > 0)
            {
                yield return new TextRun(part.ToString(), last.Typeface);
                _ = part.Clear();
            }

            last = font;
            _ = part.Append(rune);
        }

        if (part.Length > 0)
        {
            yield return new TextRun(part.ToString(), last.Typeface);
        }
    }

    public void Dispose()
    {
        foreach (SKFont font in opened.Values.OfType<SKFont>())
        {
            using SKTypeface typeface = font.Typeface;
            font.Dispose();
        }
    }

    private SKFont FontOf(Rune rune, string text)
    {
        if (!known.TryGetValue(rune, out SKFont? font))
        {
            font = main.ContainsGlyph(rune.Value) ? main : files.Select(Opened).FirstOrDefault(other => other?.ContainsGlyph(rune.Value) == true);
            known.Add(rune, font);
        }

        return font ?? throw DrawnText.Refused(text, rune, "for which no font is installed");
    }

    private SKFont? Opened(string file)
    {
        if (!opened.TryGetValue(file, out SKFont? font))
        {
            font = SKTypeface.FromFile(file) is { } typeface ? new SKFont(typeface) : null;
            opened.Add(file, font);
        }

        return font;
    }

    private static bool IsFont(string file) => Path.GetExtension(file).ToUpperInvariant() is ".TTF" or ".OTF" or ".TTC";

    /// <summary>Preferred files first, those of one weight or width last.</summary>
    private static int Rank(string file)
    {
        string name = Path.GetFileName(file);
        int at = Array.FindIndex(Preferred, preferred => string.Equals(preferred, name, StringComparison.OrdinalIgnoreCase));
        bool isStyled = Array.Exists(Styles, style => name.Contains(style, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? at : isStyled ? Preferred.Length + 1 : Preferred.Length;
    }
}
