using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OxyPlot;

namespace Retention.Metrics.Reports.Charts;

/// <summary>Writes a chart as SVG: text as text, measured with the font metrics that the library has, so that every machine draws the same.</summary>
internal static partial class SvgText
{
    private const int LongestLabel = 28;

    /// <summary>A drawing for a page: without a size of its own, its colors from the style sheet, its ids apart from those of other drawings.</summary>
    /// <param name="model">The chart.</param>
    /// <param name="size">The size for which it is laid out.</param>
    /// <param name="id">An id that no other drawing of the page has.</param>
    /// <param name="title">The title, for who cannot see the drawing.</param>
    /// <param name="description">What the drawing shows, likewise.</param>
    public static string ForPage(PlotModel model, ChartSize size, string id, string title, string description)
    {
        string body = InTags(Body(model, size, id), tag => Color().Replace(tag, match => Palette.Variables.TryGetValue(match.Value, out string? variable) ? $"var({variable})" : match.Value));
        return $"""<svg class="chart {size.Name}" viewBox="0 0 {Number(size.Width)} {Number(size.Height)}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Encoded(title)}</title><desc id="{id}-d">{Encoded(description)}</desc>{body}</svg>""";
    }

    /// <summary>A file of its own.</summary>
    public static string ForFile(PlotModel model, ChartSize size, string title, string description)
    {
        string body = Body(model, size, "chart");
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="{Number(size.Width)}" height="{Number(size.Height)}" viewBox="0 0 {Number(size.Width)} {Number(size.Height)}" role="img" aria-labelledby="chart-t chart-d">
            <title id="chart-t">{Encoded(title)}</title>
            <desc id="chart-d">{Encoded(description)}</desc>
            {body}
            </svg>

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Text of the data as a label, not too long.</summary>
    public static string Label(string text) => Shortened(Title(text));

    /// <summary>Text of the data: no markup of the library, and no character that XML cannot hold.</summary>
    public static string Title(string text)
    {
        var label = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = label.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format || rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar : rune);
        }

        // The library reads ^{ and _{ as marks of raised and lowered text.
        return label.ToString().Replace("^{", "^\u2060{", StringComparison.Ordinal).Replace("_{", "_\u2060{", StringComparison.Ordinal);
    }

    /// <summary>The room that the longest of some labels needs.</summary>
    public static double WidthOf(IEnumerable<string> labels, ChartSize size)
    {
        var text = new WideText(size);
        return labels.Select(label => text.MeasureText(label, "Helvetica", size.FontSize, FontWeights.Normal).Width).DefaultIfEmpty(0).Max() + 16;
    }

    private static string Shortened(string label)
    {
        int[] starts = StringInfo.ParseCombiningCharacters(label);
        return starts.Length > LongestLabel ? string.Concat(label.AsSpan(0, starts[LongestLabel - 1]), "…") : label;
    }

    private static string Body(PlotModel model, ChartSize size, string id)
    {
        string svg = SvgExporter.ExportToString(model, size.Width, size.Height, isDocument: false, new WideText(size));
        int start = svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1;
        string body = svg[start..svg.LastIndexOf("</svg>", StringComparison.Ordinal)];
        body = InTags(body, tag => Family().Replace(ClipId().Replace(tag, match => $"{id}-{match.Groups["number"].Value}-{size.Name}"), "font-family=\"Helvetica, Arial, sans-serif\""));
        return LineBreaks().Replace(body, "\n").Trim();
    }

    /// <summary>Changes tags and leaves the text between them, which may be of the data.</summary>
    private static string InTags(string svg, Func<string, string> change) => Tag().Replace(svg, match => change(match.Value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Encoded(string text) => Page.HtmlText.Encode(text);

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"rgb\(\d+,\d+,\d+\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Color();

    [GeneratedRegex(@"clipPath(?<number>\d+)(?=[""\)])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClipId();

    [GeneratedRegex("font-family=\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Family();

    [GeneratedRegex(@"\n\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LineBreaks();
}
