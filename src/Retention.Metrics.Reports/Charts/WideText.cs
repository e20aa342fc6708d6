using OxyPlot;

namespace Retention.Metrics.Reports.Charts;

/// <summary>Measures text with the metrics of Helvetica that the library has, and a margin for fonts that are wider: a chart has the same layout with every font.</summary>
internal sealed class WideText(ChartSize size) : PdfRenderContext(size.Width, size.Height, OxyColors.Transparent)
{
    private const double Margin = 1.3;

    public override OxySize MeasureText(string text, string? fontFamily, double fontSize, double fontWeight)
    {
        OxySize measured = base.MeasureText(text, fontFamily, fontSize, fontWeight);
        // The metrics have Western European letters only; ideographs are as wide as they are high.
        double others = (text ?? "").Sum(letter => letter >= '\u1100' ? 1 : letter >= '\u0100' ? 0.6 : 0);
        return new OxySize((measured.Width * Margin) + (others * fontSize), measured.Height);
    }
}
