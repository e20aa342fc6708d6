using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Charts;

namespace Retention.Metrics.Reports.Page;

/// <summary>Active customers over time.</summary>
internal sealed class ActivitySection(ReportAnswers answers, ReportCharts charts)
{
    private static readonly string[] Explained = ["activeCustomers", "resurrectedCustomers", "dormantCustomers", "activityRetentionRate", "stickiness"];

    public void Write(PageWriter page)
    {
        page.Section("activity-section", "Activity");
        page.Grid();
        page.Chart(
            charts["activity"],
            new PageTable(
                "Activity by period",
                "Period",
                [.. ActivityMetricsFigure.All.Select(figure => new PageColumn(figure.Name, figure.Label))],
                [
                    .. answers.ActivityMetrics!.Select(row => new PageRow(
                        row.Period.Name,
                        Names.State(answers.StateOf(row.Period)) is { } state ? $"{row.Period.Name} ({state})" : row.Period.Name,
                        [.. ActivityMetricsFigure.All.Select(figure => FigureCell.Of(figure, row))])),
                ]),
            [.. ActivityMetricsFigure.All.Where(figure => Explained.Contains(figure.Name)).Select(figure => $"{figure.Label}: {figure.Definition}")],
            isWhole: true);
        page.EndGrid();
        page.EndSection();
    }
}
