using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Retention.Metrics.Modeling;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Page;

namespace Retention.Metrics.Reports.Charts;

/// <summary>The share of customers still there after each month, with its interval: one curve for each of the largest segments.</summary>
internal static class SurvivalChart
{
    private const int MostCurves = 6, MostBands = 3;

    /// <summary>The segments that are drawn, the largest first.</summary>
    public static IReadOnlyList<string> Drawn(SurvivalGroups groups) =>
        [.. groups.Names.Where(name => groups[name].CustomerCount > 0).OrderByDescending(name => groups[name].CustomerCount).Take(MostCurves)];

    public static ReportChart Of(ReportAnswers answers, SurvivalGroups groups)
    {
        IReadOnlyList<string> drawn = Drawn(groups);
        string said = string.Join("; ", drawn.Select(name => Said(name, groups[name])));
        return new ReportChart(
            "survival",
            "Customers still there, by months since the first payment",
            $"Step lines of the Kaplan-Meier estimate{(drawn.Count <= MostBands ? " with 95% intervals" : "")}, from 100% down. {said}.",
            size => Draw(groups, drawn, size),
            answers.Options.IsSample ? Names.Sample : null);
    }

    private static string Said(string name, RiskTable table)
    {
        SurvivalQuantile median = KaplanMeier.Estimate(table).Median();
        return $"{name}: {FigureCell.Count(table.CustomerCount).Text} customers, {FigureCell.Count(table.EventCount).Text} churned, median {(median.Time is { } months ? $"{FigureCell.Months(months, "").Text} months" : "not reached")}";
    }

    private static PlotModel Draw(SurvivalGroups groups, IReadOnlyList<string> drawn, ChartSize size)
    {
        PlotModel model = Plot.New(size, hasLegend: drawn.Count > 1);
        LinearAxis share = Plot.Values(Plot.PerCent);
        (share.Minimum, share.Maximum) = (0, 1.02);
        model.Axes.Add(share);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, MinimumMajorStep = 1, MinorTickSize = 0, Title = "Months since the first payment", AxisTitleDistance = 10, AxislineStyle = LineStyle.None, MajorTickSize = 3 });
        for (int i = 0; i < drawn.Count; i++)
        {
            SurvivalPoint[] points = [.. KaplanMeier.Estimate(groups[drawn[i]]).Points(SurvivalInterval.LogLog, 0.95)];
            OxyColor color = Palette.Series[i];
            if (drawn.Count <= MostBands)
            {
                model.Series.Add(Band(points, color));
            }

            var line = new LineSeries { Title = drawn.Count > 1 ? SvgText.Label(drawn[i]) : null, Color = color, LineStyle = Palette.Lines[i], StrokeThickness = 2 };
            line.Points.AddRange(Steps(points, point => point.Survival));
            model.Series.Add(line);
        }

        return model;
    }

    private static AreaSeries Band(SurvivalPoint[] points, OxyColor color)
    {
        var band = new AreaSeries { Color = OxyColors.Transparent, Color2 = OxyColors.Transparent, Fill = OxyColor.FromAColor(40, color), StrokeThickness = 0, RenderInLegend = false };
        SurvivalPoint[] limited = [.. points.TakeWhile(point => point.Survival >= 1 || point.Limits is not null)];
        band.Points.AddRange(Steps(limited, point => point.Limits?.Upper ?? 1));
        band.Points2.AddRange(Steps(limited, point => point.Limits?.Lower ?? 1));
        return band;
    }

    private static IEnumerable<DataPoint> Steps(IEnumerable<SurvivalPoint> points, Func<SurvivalPoint, double> value)
    {
        double level = 1;
        yield return new DataPoint(0, level);
        foreach (SurvivalPoint point in points)
        {
            yield return new DataPoint(point.Time, level);
            level = value(point);
            yield return new DataPoint(point.Time, level);
        }
    }
}
