using OxyPlot;
using Retention.Metrics.Reports.Charts;

namespace Retention.Metrics.Reports;

/// <summary>One chart of a report: for the page, and as a file for a slide.</summary>
public sealed class ReportChart
{
    private readonly Func<ChartSize, PlotModel> draw;
    private readonly string? mark;
    private readonly int? bars;

    internal ReportChart(string name, string title, string description, Func<ChartSize, PlotModel> draw, string? mark = null, int? bars = null)
    {
        this.bars = bars;
        Name = name;
        Title = title;
        Description = description;
        this.draw = draw;
        this.mark = mark;
    }

    /// <summary>The name, such as <c>mrr-bridge</c>.</summary>
    public string Name { get; }

    /// <summary>The title, with the period or currency where it is of one.</summary>
    public string Title { get; }

    /// <summary>What the chart shows, in words, for who cannot see it.</summary>
    public string Description { get; }

    /// <summary>The chart as an SVG file of its own, with its title, on white: text stays text, and nothing else is needed to show it.</summary>
    public string ToSvg() => SvgText.ForFile(ForSlide(), ChartSize.Slide, Title, Description);

    /// <summary>The chart as a drawing of its own, with its title, for <see cref="ChartSize.Slide"/>.</summary>
    internal PlotModel ForSlide()
    {
        PlotModel model = draw(ChartSize.Slide);
        model.Title = SvgText.Title(mark is null ? Title : $"{Title} — {mark}");
        model.TitleFontSize = 18;
        model.TitleColor = Palette.Ink;
        model.Background = OxyColors.White;
        return model;
    }

    /// <summary>The chart as a part of a page, laid out for a size.</summary>
    internal string ForPage(ChartSize size, string prefix) => SvgText.ForPage(draw(Fitted(size)), Fitted(size), $"{prefix}{Name}-{size.Name}", Title, Description);

    private ChartSize Fitted(ChartSize size) => bars is { } rows ? size.For(rows) : size;

    /// <summary>The series of the chart, where there are several.</summary>
    internal IReadOnlyList<ReportLegend> Legend => ReportLegend.Of(draw(ChartSize.Wide));

    /// <summary>The name and the title.</summary>
    public override string ToString() => $"{Name}: {Title}";
}
