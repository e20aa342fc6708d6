using OxyPlot;
using OxyPlot.Axes;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Page;

namespace Retention.Metrics.Reports.Charts;

/// <summary>The churn rate of each group of a signal as a bar, with its interval.</summary>
internal static class SignalChart
{
    private const int MostNames = 10;
    private const double LimitWidth = 0.08, RoomForLimits = 1.25;

    public static ReportChart Of(ReportAnswers answers, ChurnBySignal churn)
    {
        SignalGroup[] groups = [.. churn.Whole.Groups.Append(churn.Whole.Unknown).Where(group => group.AtRisk > 0)];
        return new ReportChart(
            "churn-by-signal",
            $"Churn by {churn.Signal}, with 95% intervals",
            $"Bars of the churn rate of each group with its 95% interval, from low values to high. {string.Join(", ", groups.Select(group => $"{group.Label} {FigureCell.Share(group.ChurnRate, "").Text}"))}. {SignalSection.Trend(churn.Whole.Trend)}",
            size => Draw(groups, size),
            answers.Options.IsSample ? Names.Sample : null,
            groups.Length);
    }

    private static PlotModel Draw(SignalGroup[] groups, ChartSize size)
    {
        PlotModel model = Plot.Rows(size, [.. groups.Select(group => (group.Label, group.Interval!.Value.Upper, Shown(group, size)))]);
        if (groups.Length > MostNames)
        {
            // Rates and names of many groups would lie over each other.
            model.Annotations.Clear();
            model.Axes[0].MajorStep = Math.Ceiling((double)groups.Length / MostNames);
        }
        else if (!size.IsNarrow)
        {
            model.Axes[1].Maximum *= RoomForLimits;
        }

        model.Series.Add(Plot.Bars(groups.Select((group, i) => Plot.Row(i, (double)group.ChurnRate.Value!.Value, Palette.Vermillion)), Palette.Vermillion));
        model.Series.Add(Plot.Bars(groups.Select((group, i) => Plot.RowBetween(i, group.Interval!.Value.Lower, group.Interval.Value.Upper, Palette.Ink, LimitWidth)), Palette.Ink));
        return model;
    }

    /// <summary>The rate, and where there is room its limits.</summary>
    private static string Shown(SignalGroup group, ChartSize size)
    {
        string rate = FigureCell.Share(group.ChurnRate, "").Text;
        return size.IsNarrow ? rate : $"{rate} ({FigureCell.Estimate(group.Interval?.Lower, "").Text} to {FigureCell.Estimate(group.Interval?.Upper, "").Text})";
    }
}
