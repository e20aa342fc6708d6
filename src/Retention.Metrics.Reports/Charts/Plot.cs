using System.Globalization;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Retention.Metrics.Reports.Charts;

/// <summary>The parts that charts are made of: axes, columns, lines and labels, in one style.</summary>
internal static class Plot
{
    private const double Thin = 1, LabelWidth = 58;

    /// <summary>A chart without anything in it.</summary>
    /// <param name="size">The size for which it is laid out.</param>
    /// <param name="hasLegend">Whether a file names its series below it; a page has a list of them.</param>
    public static PlotModel New(ChartSize size, bool hasLegend = false)
    {
        var model = new PlotModel
        {
            DefaultFont = "Helvetica",
            DefaultFontSize = size.FontSize,
            TextColor = Palette.Ink,
            PlotAreaBorderThickness = new OxyThickness(0),
            Padding = new OxyThickness(6, 8, 12, 4),
        };
        if (hasLegend && size.IsSlide)
        {
            model.Legends.Add(new Legend
            {
                LegendPlacement = LegendPlacement.Outside,
                LegendPosition = LegendPosition.BottomCenter,
                LegendOrientation = LegendOrientation.Horizontal,
                LegendBorderThickness = 0,
                LegendTextColor = Palette.Ink,
                LegendMargin = 0,
                LegendPadding = 4,
                LegendItemSpacing = 14,
                LegendLineSpacing = 2,
            });
        }

        return model;
    }

    /// <summary>Names from left to right, as many of them as there is room for.</summary>
    public static LinearAxis Names(IReadOnlyList<string> names, ChartSize size, double angle = 0)
    {
        double room = (size.Width - 60) / (angle == 0 ? LabelWidth : 24);
        return new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = -0.6,
            Maximum = names.Count - 0.4,
            MajorStep = Math.Max(1, Math.Ceiling(names.Count / room)),
            MinorTickSize = 0,
            MajorTickSize = 0,
            AxislineStyle = LineStyle.None,
            Angle = angle,
            AxisTickToLabelDistance = 8,
            LabelFormatter = at => at >= 0 && at < names.Count && at == Math.Floor(at) ? names[(int)at] : "",
        };
    }

    /// <summary>Amounts or shares from bottom to top, with lines to read them by.</summary>
    public static LinearAxis Values(Func<double, string> shown, string? title = null) => new()
    {
        Position = AxisPosition.Left,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = Palette.Grid,
        MajorGridlineThickness = Thin,
        MinorTickSize = 0,
        MajorTickSize = 0,
        AxislineStyle = LineStyle.None,
        MinimumPadding = 0.05,
        MaximumPadding = 0.08,
        IntervalLength = 46,
        Title = title,
        LabelFormatter = shown,
        ExtraGridlines = [0],
        ExtraGridlineColor = Palette.Muted,
        ExtraGridlineThickness = Thin,
    };

    /// <summary>A column or a part of one.</summary>
    public static RectangleBarItem Bar(int at, double from, double to, OxyColor color, double width = 0.72) =>
        new(at - (width / 2), Math.Min(from, to), at + (width / 2), Math.Max(from, to)) { Color = color };

    /// <summary>A bar from left to right.</summary>
    public static RectangleBarItem Row(int at, double to, OxyColor color, double width = 0.7) => RowBetween(at, 0, to, color, width);

    /// <summary>A bar from left to right between two values.</summary>
    public static RectangleBarItem RowBetween(int at, double from, double to, OxyColor color, double width) =>
        new(Math.Min(from, to), at - (width / 2), Math.Max(from, to), at + (width / 2)) { Color = color };

    /// <summary>The bars of one meaning.</summary>
    public static RectangleBarSeries Bars(IEnumerable<RectangleBarItem> items, OxyColor color, string? name = null)
    {
        var series = new RectangleBarSeries { Title = name, FillColor = color, StrokeThickness = 0.6, StrokeColor = Palette.Paper };
        foreach (RectangleBarItem item in items)
        {
            series.Items.Add(item);
        }

        return series;
    }

    /// <summary>A line through the points that have a value.</summary>
    public static LineSeries Line(string? name, IEnumerable<double?> values, OxyColor color, LineStyle style = LineStyle.Solid, MarkerType mark = MarkerType.Circle)
    {
        double?[] points = [.. values];
        var series = new LineSeries
        {
            Title = name,
            Color = color,
            LineStyle = style,
            StrokeThickness = 2,
            MarkerType = points.Length <= 40 ? mark : MarkerType.None,
            MarkerSize = 2.6,
            MarkerFill = color,
            BrokenLineStyle = LineStyle.None,
        };
        for (int i = 0; i < points.Length; i++)
        {
            series.Points.Add(points[i] is { } value ? new DataPoint(i, value) : DataPoint.Undefined);
        }

        return series;
    }

    /// <summary>A value written at a place of the chart.</summary>
    public static TextAnnotation Note(string text, double x, double y, HorizontalAlignment horizontal = HorizontalAlignment.Center, VerticalAlignment vertical = VerticalAlignment.Bottom) => new()
    {
        Text = text,
        TextPosition = new DataPoint(x, y),
        TextHorizontalAlignment = horizontal,
        TextVerticalAlignment = vertical,
        StrokeThickness = 0,
        Padding = new OxyThickness(2, 1, 2, 1),
        Offset = vertical == VerticalAlignment.Bottom ? new ScreenVector(0, -3) : new ScreenVector(2, 0),
        Layer = AnnotationLayer.AboveSeries,
        TextColor = Palette.Ink,
    };

    /// <summary>Bars from left to right under each other, each with its name and its value.</summary>
    public static PlotModel Ranking(ChartSize size, IReadOnlyList<(string Name, double Value, string Shown)> rows, OxyColor color)
    {
        PlotModel model = Rows(size, rows);
        model.Series.Add(Bars(rows.Select((row, i) => Row(i, row.Value, color)), color));
        return model;
    }

    /// <summary>Rows under each other without their bars: the name of each, and what is shown of it at its value.</summary>
    public static PlotModel Rows(ChartSize size, IReadOnlyList<(string Name, double Value, string Shown)> rows)
    {
        PlotModel model = New(size);
        // An axis of numbers measures its first and last label alone.
        model.PlotMargins = new OxyThickness(SvgText.WidthOf(rows.Select(row => SvgText.Label(row.Name)), size), double.NaN, double.NaN, double.NaN);
        double largest = Math.Max(rows.Select(row => row.Value).DefaultIfEmpty(0).Max(), double.Epsilon);
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left,
            StartPosition = 1,
            EndPosition = 0,
            Minimum = -0.6,
            Maximum = Math.Max(rows.Count, 1) - 0.4,
            MajorStep = 1,
            MajorTickSize = 0,
            MinorTickSize = 0,
            AxislineStyle = LineStyle.None,
            LabelFormatter = at => at >= 0 && at < rows.Count && at == Math.Floor(at) ? SvgText.Label(rows[(int)at].Name) : "",
        });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, Maximum = largest * (size.IsNarrow ? 1.6 : 1.3), IsAxisVisible = false });
        foreach ((int at, string shown, double value) in rows.Select((row, i) => (i, row.Shown, row.Value)))
        {
            model.Annotations.Add(Note(shown, value, at, HorizontalAlignment.Left, VerticalAlignment.Middle));
        }

        return model;
    }

    /// <summary>An amount in few characters: 950, 12k, 3.4M.</summary>
    public static string Short(double amount)
    {
        double size = Math.Abs(amount);
        (double divisor, string unit) = size switch
        {
            >= 1e12 => (1e12, "T"),
            >= 1e9 => (1e9, "B"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1.0, ""),
        };
        return (amount / divisor).ToString("#,0.##", CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>An amount in the fewest characters, for labels side by side: 950, 6.1k, 3.4M.</summary>
    public static string Shortest(double amount) => Math.Abs(amount) switch
    {
        >= 1e4 => Short(Math.Round(amount / 100) * 100),
        >= 1e3 => (amount / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        >= 100 => amount.ToString("0", CultureInfo.InvariantCulture),
        _ => amount.ToString("0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>A share in per cent, in few characters.</summary>
    public static string PerCent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
