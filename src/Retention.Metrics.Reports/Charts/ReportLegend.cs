using System.Globalization;
using OxyPlot;
using OxyPlot.Series;

namespace Retention.Metrics.Reports.Charts;

/// <summary>What a series of a chart looks like: the legend of a page, which is text that wraps.</summary>
/// <param name="Name">The name of the series.</param>
/// <param name="Color">The variable of the style sheet with its color.</param>
/// <param name="Dashes">The dashes of a line; <see langword="null"/> for columns.</param>
internal sealed record ReportLegend(string Name, string Color, string? Dashes)
{
    /// <summary>The named series of a chart.</summary>
    public static IReadOnlyList<ReportLegend> Of(PlotModel model) =>
    [
        .. model.Series.Where(series => series.Title is not null).Select(series => series switch
        {
            LineSeries line => new ReportLegend(line.Title, Palette.Variable(line.Color), string.Join(',', (line.LineStyle.GetDashArray() ?? []).Select(dash => (dash * 2).ToString(CultureInfo.InvariantCulture)))),
            RectangleBarSeries bars => new ReportLegend(bars.Title, Palette.Variable(bars.FillColor), null),
            _ => throw new InvalidOperationException($"No legend shows a {series.GetType().Name}."),
        }),
    ];

    /// <summary>The key of the legend as a drawing.</summary>
    public string Key => Dashes is null
        ? $"""<svg class="key" viewBox="0 0 14 14" aria-hidden="true"><rect x="1" y="1" width="12" height="12" style="fill:var({Color})"/></svg>"""
        : $"""<svg class="key line" viewBox="0 0 28 14" aria-hidden="true"><line x1="0" y1="7" x2="28" y2="7" style="stroke:var({Color});stroke-width:2.5{(Dashes.Length == 0 ? "" : $";stroke-dasharray:{Dashes}")}"/></svg>""";
}
