using System.Runtime.InteropServices;
using OxyPlot;
using Retention.Metrics.Reports;
using Retention.Metrics.Reports.Charts;
using SkiaSharp;

namespace Retention.Metrics.Tool.Png;

/// <summary>A chart as a PNG picture for a slide: the layout of the SVG, on white, with two pixels for each of its units.</summary>
internal static class PngChart
{
    /// <summary>The pixels for each unit of the layout.</summary>
    public const int Scale = 2;

    /// <summary>Draws a chart with the fonts of this machine.</summary>
    /// <param name="chart">The chart.</param>
    /// <exception cref="UsageException">The machine has no font for a text of the chart, or no native code that draws.</exception>
    public static byte[] Of(ReportChart chart)
    {
        try
        {
            using var fonts = new ChartFonts(ChartFonts.Folders);
            return Of(chart.ForSlide(), ChartSize.Slide, fonts);
        }
        catch (Exception wrong) when (wrong is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            throw new UsageException($"PNG cannot be drawn on this machine: the tool has no native code for {RuntimeInformation.RuntimeIdentifier} that can be loaded. Write SVG instead, with a name that ends in .svg.");
        }
    }

    /// <summary>Draws a chart.</summary>
    /// <param name="model">The chart.</param>
    /// <param name="size">The size for which it is laid out.</param>
    /// <param name="fonts">The fonts of its text.</param>
    public static byte[] Of(PlotModel model, ChartSize size, ChartFonts fonts)
    {
        var format = new SKImageInfo(size.Width * Scale, size.Height * Scale, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKSurface surface = SKSurface.Create(format) ?? throw new InvalidOperationException($"There is no surface of {format.Width} × {format.Height} pixels.");
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Scale);
        IPlotModel plot = model;
        plot.Update(updateData: true);
        var drawing = new SkiaDrawing(surface.Canvas, size, fonts);
        drawing.MakeRoomForLabels(model);
        plot.Render(drawing, new OxyRect(0, 0, size.Width, size.Height));
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
