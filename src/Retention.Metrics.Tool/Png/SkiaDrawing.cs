using OxyPlot;
using OxyPlot.Axes;
using Retention.Metrics.Reports.Charts;
using SkiaSharp;

namespace Retention.Metrics.Tool.Png;

/// <summary>Draws the lines, areas and text of a chart as pixels.</summary>
/// <param name="canvas">Where they are drawn.</param>
/// <param name="size">The size for which the chart is laid out.</param>
/// <param name="fonts">The fonts of its text.</param>
internal sealed class SkiaDrawing(SKCanvas canvas, ChartSize size, ChartFonts fonts) : ClippingRenderContext
{
    private const double Bold = 600, Edge = 4, LabelGap = 16;

    // The layout is that of the SVG, which knows no font, with more room where the font of this machine needs it.
    private readonly WideText layout = new(size);

    public override void DrawLine(IList<ScreenPoint> points, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[]? dashArray, LineJoin lineJoin)
    {
        using SKPath path = PathOf(points, close: false);
        Stroke(path, stroke, thickness, dashArray, lineJoin);
    }

    public override void DrawPolygon(
        IList<ScreenPoint> points,
        OxyColor fill,
        OxyColor stroke,
        double thickness,
        EdgeRenderingMode edgeRenderingMode,
        double[]? dashArray,
        LineJoin lineJoin)
    {
        using SKPath path = PathOf(points, close: true);
        if (fill.IsVisible())
        {
            using var paint = new SKPaint { Style = SKPaintStyle.Fill, Color = Color(fill), IsAntialias = true };
            canvas.DrawPath(path, paint);
        }

        Stroke(path, stroke, thickness, dashArray, lineJoin);
    }

    public override void DrawText(
        ScreenPoint p,
        string? text,
        OxyColor fill,
        string? fontFamily,
        double fontSize,
        double fontWeight,
        double rotation,
        HorizontalAlignment horizontalAlignment,
        VerticalAlignment verticalAlignment,
        OxySize? maxSize)
    {
        TextRun[] runs = fill.IsVisible() ? [.. fonts.RunsOf(text ?? "")] : [];
        if (runs.Length == 0)
        {
            return;
        }

        SKFont[] sized = Sized(runs, fontSize, fontWeight);
        try
        {
            float[] widths = [.. runs.Zip(sized, (run, font) => font.MeasureText(run.Text))];
            float width = widths.Sum();
            SKFontMetrics metrics = sized[0].Metrics;
            float x = horizontalAlignment switch { HorizontalAlignment.Left => 0, HorizontalAlignment.Center => -width / 2, _ => -width };
            float y = verticalAlignment switch { VerticalAlignment.Top => -metrics.Ascent, VerticalAlignment.Middle => -(metrics.Ascent + metrics.Descent) / 2, _ => -metrics.Descent };
            using var paint = new SKPaint { Color = Color(fill), IsAntialias = true };
            _ = canvas.Save();
            if (rotation == 0)
            {
                MoveTo(p.X + x, p.Y, width);
                x = 0;
            }
            else
            {
                canvas.Translate((float)p.X, (float)p.Y);
                canvas.RotateDegrees((float)rotation);
            }

            for (int i = 0; i < runs.Length; i++)
            {
                canvas.DrawText(runs[i].Text, x, y, SKTextAlign.Left, sized[i], paint);
                x += widths[i];
            }

            canvas.Restore();
        }
        finally
        {
            Array.ForEach(sized, font => font.Dispose());
        }
    }

    public override OxySize MeasureText(string? text, string? fontFamily, double fontSize, double fontWeight)
    {
        OxySize measured = layout.MeasureText(text ?? "", fontFamily, fontSize, fontWeight);
        TextRun[] runs = [.. fonts.RunsOf(text ?? "")];
        SKFont[] sized = Sized(runs, fontSize, fontWeight);
        try
        {
            return new OxySize(Math.Max(measured.Width, runs.Zip(sized, (run, font) => font.MeasureText(run.Text)).Sum()), measured.Height);
        }
        finally
        {
            Array.ForEach(sized, font => font.Dispose());
        }
    }

    /// <summary>Widens the room on the left where the labels of an axis need more in the font of this machine.</summary>
    public void MakeRoomForLabels(PlotModel model)
    {
        Axis[] labelled = [.. model.Axes.Where(axis => axis is { Position: AxisPosition.Left, LabelFormatter: not null })];
        if (double.IsNaN(model.PlotMargins.Left) || labelled.Length == 0)
        {
            return;
        }

        OxyThickness margins = model.PlotMargins;
        double widest = labelled.Max(axis => Enumerable.Range((int)Math.Ceiling(axis.ActualMinimum), Math.Max(0, (int)(axis.ActualMaximum - axis.ActualMinimum) + 1))
            .Select(at => MeasureText(axis.LabelFormatter(at), axis.Font, double.IsNaN(axis.FontSize) ? model.DefaultFontSize : axis.FontSize, axis.FontWeight).Width)
            .DefaultIfEmpty(0)
            .Max());
        model.PlotMargins = new OxyThickness(Math.Min(size.Width / 2d, Math.Max(margins.Left, widest + LabelGap)), margins.Top, margins.Right, margins.Bottom);
    }

    protected override void SetClip(OxyRect clippingRectangle)
    {
        _ = canvas.Save();
        canvas.ClipRect(new SKRect((float)clippingRectangle.Left, (float)clippingRectangle.Top, (float)clippingRectangle.Right, (float)clippingRectangle.Bottom));
    }

    protected override void ResetClip() => canvas.Restore();

    /// <summary>Moves to the start of a text. One which a wide font would draw beyond the picture is moved inside, and one wider than the picture is made narrower.</summary>
    private void MoveTo(double left, double y, float width)
    {
        double room = size.Width - (2 * Edge);
        double share = Math.Min(1, room / width);
        canvas.Translate((float)Math.Clamp(left, Edge, Edge + room - (width * share)), (float)y);
        canvas.Scale((float)share, 1);
    }

    private static SKFont[] Sized(TextRun[] runs, double fontSize, double fontWeight) =>
        [.. runs.Select(run => new SKFont(run.Typeface, (float)fontSize) { Edging = SKFontEdging.Antialias, Subpixel = true, Embolden = fontWeight >= Bold })];

    private void Stroke(SKPath path, OxyColor stroke, double thickness, double[]? dashes, LineJoin join)
    {
        if (!stroke.IsVisible() || thickness <= 0)
        {
            return;
        }

        // Skia draws dashes in pairs, of lengths that are not zero; those of the chart are in multiples of the thickness.
        using SKPathEffect? dashed = dashes is { Length: > 0 } && dashes.Length % 2 == 0 ? SKPathEffect.CreateDash([.. dashes.Select(dash => (float)(dash * thickness))], 0) : null;
        using var paint = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            Color = Color(stroke),
            StrokeWidth = (float)thickness,
            StrokeJoin = join switch { LineJoin.Round => SKStrokeJoin.Round, LineJoin.Bevel => SKStrokeJoin.Bevel, _ => SKStrokeJoin.Miter },
            IsAntialias = true,
            PathEffect = dashed,
        };
        canvas.DrawPath(path, paint);
    }

    private static SKPath PathOf(IList<ScreenPoint> points, bool close)
    {
        using var path = new SKPathBuilder();
        path.AddPoly([.. points.Select(point => new SKPoint((float)point.X, (float)point.Y))], close);
        return path.Detach();
    }

    private static SKColor Color(OxyColor color) => new(color.R, color.G, color.B, color.A);
}
