using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Page;

namespace Retention.Metrics.Reports.Charts;

/// <summary>A heat map of cohorts as a drawing. In a page the table itself is the heat map.</summary>
internal static class CohortChart
{
    private const int MostRows = 24;

    public static ReportChart Of(ReportAnswers answers, CohortHeat heat)
    {
        string average = string.Join(", ", heat.Average.Take(7).Select((cell, column) => $"{FigureCell.Count(column).Text}: {cell?.Text ?? FigureCell.NoValue}"));
        return new ReportChart(
            heat.Name,
            heat.Title,
            $"{heat.Rows.Count} cohorts by the period of the first payment; the darker a cell, the more is left. Weighted average by column: {average}.",
            size => Draw(heat, size),
            answers.Options.IsSample ? Names.Sample : null);
    }

    private static PlotModel Draw(CohortHeat heat, ChartSize size)
    {
        PlotModel model = Plot.New(size);
        CohortHeatRow[] rows = [.. heat.Rows.TakeLast(MostRows)];
        int columns = Math.Max(1, rows.Select(row => row.Cells.Count).DefaultIfEmpty(1).Max());
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left,
            StartPosition = 1,
            EndPosition = 0,
            Minimum = -0.5,
            Maximum = Math.Max(1, rows.Length) - 0.5,
            MajorStep = Math.Max(1, Math.Ceiling(rows.Length / 16.0)),
            MajorTickSize = 0,
            MinorTickSize = 0,
            AxislineStyle = LineStyle.None,
            LabelFormatter = at => at >= 0 && at < rows.Length && at == Math.Floor(at) ? rows[(int)at].Name : "",
        });
        LinearAxis across = Plot.Names([.. Enumerable.Range(0, columns).Select(column => FigureCell.Count(column).Text)], size);
        (across.Minimum, across.Maximum, across.Title, across.AxisTitleDistance) = (-0.5, columns - 0.5, "Periods since the first payment", 10);
        model.Axes.Add(across);
        bool hasRoom = columns <= 14 && rows.Length <= 16;
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; x < rows[y].Cells.Count; x++)
            {
                if (rows[y].Cells[x] is not { Value: { } share } cell)
                {
                    continue;
                }

                double strength = Math.Clamp((double)share, 0, 1);
                model.Annotations.Add(new RectangleAnnotation
                {
                    MinimumX = x - 0.5,
                    MaximumX = x + 0.5,
                    MinimumY = y - 0.5,
                    MaximumY = y + 0.5,
                    Fill = OxyColor.Interpolate(OxyColor.FromRgb(240, 246, 251), Palette.Balance, strength),
                    Stroke = OxyColors.White,
                    StrokeThickness = 1,
                    Text = hasRoom ? Plot.PerCent(Math.Round((double)share, 2)) : "",
                    TextColor = strength > 0.5 ? OxyColors.White : Palette.Ink,
                    FontSize = 11,
                    Layer = AnnotationLayer.BelowSeries,
                });
            }
        }

        return model;
    }
}
