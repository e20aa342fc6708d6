using OxyPlot;
using OxyPlot.Axes;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Page;

namespace Retention.Metrics.Reports.Charts;

/// <summary>Active customers of each period above the line of zero, by what they were before, and dormant ones below it.</summary>
internal static class ActivityChart
{
    public static ReportChart Of(ReportAnswers answers, ActivityMetrics rows) => new(
        "activity",
        "Active customers",
        $"Columns for each of {FigureCell.Count(rows.Count).Text} periods: retained, resurrected and new customers above the line of zero, dormant ones below it. {string.Join(", ", rows.TakeLast(12).Select(Said))}.",
        size => Draw(answers, rows, size),
        answers.Options.IsSample ? Names.Sample : null);

    private static string Said(ActivityMetricsRow row) => $"{row.Period.Name} {FigureCell.Count(row.ActiveCustomers).Text} active, {FigureCell.Count(row.DormantCustomers).Text} dormant";

    private static PlotModel Draw(ReportAnswers answers, ActivityMetrics rows, ChartSize size)
    {
        PlotModel model = Plot.New(size, hasLegend: true);
        model.Axes.Add(Plot.Names([.. rows.Select(row => Names.Short(row.Period, answers.StateOf(row.Period)))], size));
        LinearAxis values = Plot.Values(at => Plot.Short(Math.Abs(at)));
        model.Axes.Add(values);
        double[] top = new double[rows.Count];
        foreach ((string name, OxyColor color, Func<ActivityMetricsRow, long> of) in new (string, OxyColor, Func<ActivityMetricsRow, long>)[]
        {
            ("Retained", Palette.Balance, row => row.RetainedCustomers), ("Resurrected", Palette.Sky, row => row.ResurrectedCustomers), ("New", Palette.Green, row => row.NewCustomers),
        })
        {
            model.Series.Add(Plot.Bars([.. rows.Index().Where(row => of(row.Item) > 0).Select(row => Plot.Bar(row.Index, top[row.Index], top[row.Index] += of(row.Item), color))], color, name));
        }

        model.Series.Add(Plot.Bars(rows.Index().Where(row => row.Item.DormantCustomers > 0).Select(row => Plot.Bar(row.Index, 0, -row.Item.DormantCustomers, Palette.Vermillion)), Palette.Vermillion, "Dormant"));
        return model;
    }
}
