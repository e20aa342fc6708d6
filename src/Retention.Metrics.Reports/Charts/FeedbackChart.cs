using OxyPlot;
using OxyPlot.Axes;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Page;

namespace Retention.Metrics.Reports.Charts;

/// <summary>The score of each period as a line, over columns from its lower to its upper limit.</summary>
internal static class FeedbackChart
{
    private const double Width = 0.3;

    public static ReportChart Of(ReportAnswers answers, IReadOnlyList<FeedbackLine> lines)
    {
        SurveyKind kind = answers.Options.Responses!.Kind!.Value;
        string name = FeedbackText.NameOf(kind);
        return new ReportChart(
            "feedback",
            $"{name} with its limits",
            $"A line of {name} over {FigureCell.Count(lines.Count).Text} periods, with columns from the lower to the upper limit at 95%. {string.Join(", ", lines.TakeLast(12).Select(line => $"{line.Period.Name} {FeedbackText.Score(kind, line.Score).Text}"))}.",
            size => Draw(answers, kind, lines, size),
            answers.Options.IsSample ? Names.Sample : null);
    }

    private static PlotModel Draw(ReportAnswers answers, SurveyKind kind, IReadOnlyList<FeedbackLine> lines, ChartSize size)
    {
        PlotModel model = Plot.New(size, hasLegend: true);
        model.Axes.Add(Plot.Names([.. lines.Select(line => Names.Short(line.Period, answers.StateOf(line.Period)))], size));
        LinearAxis values = Plot.Values(at => FeedbackText.Axis(kind, at));
        (values.Minimum, values.Maximum) = (kind == SurveyKind.Nps ? -1.02 : 0, 1.02);
        model.Axes.Add(values);
        model.Series.Add(Plot.Bars(
            lines.Index().Where(one => one.Item.Lower is not null).Select(one => Plot.Bar(one.Index, one.Item.Lower!.Value, one.Item.Upper!.Value, Palette.Sky, Width)).ToArray(), Palette.Sky, "Limits at 95%"));
        model.Series.Add(Plot.Line(FeedbackText.NameOf(kind), lines.Select(line => (double?)line.Score.Value), Palette.Balance));
        return model;
    }
}
