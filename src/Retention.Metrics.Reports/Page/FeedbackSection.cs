using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Charts;

namespace Retention.Metrics.Reports.Page;

/// <summary>What customers answered to surveys, over time.</summary>
internal sealed class FeedbackSection(ReportAnswers answers, ReportCharts charts)
{
    public void Write(PageWriter page)
    {
        SurveyKind kind = answers.Options.Responses!.Kind!.Value;
        string name = FeedbackText.NameOf(kind);
        page.Section("feedback-section", "Feedback");
        page.Grid();
        page.Chart(
            charts["feedback"],
            new PageTable(
                $"{name} by period",
                "Period",
                [.. FeedbackText.Figures(kind).Select(figure => new PageColumn(figure, FigureLabels.Of(figure).Label))],
                [
                    .. answers.Feedback!.Select(line => new PageRow(
                        line.Period.Name,
                        Names.State(answers.StateOf(line.Period)) is { } state ? $"{line.Period.Name} ({state})" : line.Period.Name,
                        [FigureCell.Count(line.Responses), FeedbackText.Score(kind, line.Score), FeedbackText.Limit(kind, line.Lower), FeedbackText.Limit(kind, line.Upper)])),
                ]),
            [FeedbackText.Definition(kind), $"{FigureLabels.Of("responses").Label}: {FigureLabels.Of("responses").Definition}", "Limits: those of the 95% interval."],
            isWhole: true);
        page.EndGrid();
        page.EndSection();
    }
}
