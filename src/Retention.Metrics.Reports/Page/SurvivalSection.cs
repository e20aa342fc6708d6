using System.Globalization;
using Retention.Metrics.Modeling;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Charts;

namespace Retention.Metrics.Reports.Page;

/// <summary>How long customers stay.</summary>
internal sealed class SurvivalSection(ReportAnswers answers, ReportCharts charts)
{
    private const string NoLimits = "all have churned, or nobody has yet";

    public void Write(PageWriter page)
    {
        SurvivalGroups groups = answers.Survival!;
        IReadOnlyList<string> drawn = SurvivalChart.Drawn(groups);
        page.Section("survival-section", "How long customers stay");
        page.Grid();
        page.Chart(
            charts["survival"],
            Curve(groups, drawn),
            [
                "The Kaplan-Meier estimate: of the customers who are watched so long, the share still there after each month; customers who are still there at the end of the data are not counted as lost. The limits are 95% log-log limits by Greenwood's variance.",
                drawn.Count < groups.Names.Length ? $"Drawn are the {drawn.Count.ToString(CultureInfo.InvariantCulture)} largest segments; the medians are of all." : "",
            ],
            isWhole: true,
            beside: Medians(groups));
        page.EndGrid();
        page.EndSection();
    }

    private static PageTable Medians(SurvivalGroups groups) => new(
        "Median months until a customer leaves",
        "Segment",
        [new("customers", "Customers"), new("churned", "Churned"), new("median", "Median months"), new("medianLower", "Lower limit"), new("medianUpper", "Upper limit")],
        [
            .. groups.Names.Select(name =>
            {
                SurvivalQuantile median = KaplanMeier.Estimate(groups[name]).Median();
                return new PageRow(
                    name,
                    name,
                    [
                        FigureCell.Count(groups[name].CustomerCount),
                        FigureCell.Count(groups[name].EventCount),
                        FigureCell.Months(median.Time, "fewer than half have churned"),
                        FigureCell.Months(median.Lower, "not reached"),
                        FigureCell.Months(median.Upper, "not reached"),
                    ]);
            }),
        ]);

    private static PageTable Curve(SurvivalGroups groups, IReadOnlyList<string> drawn) => new(
        "Customers still there after each month",
        "Segment, month",
        [new("atRisk", "At risk"), new("churned", "Churned"), new("survival", "Still there"), new("lower", "Lower limit"), new("upper", "Upper limit")],
        [
            .. drawn.SelectMany(name => KaplanMeier.Estimate(groups[name]).Points(SurvivalInterval.LogLog, 0.95).Select((point, i) =>
            {
                string key = point.Time.ToString(CultureInfo.InvariantCulture);
                return new PageRow(
                    $"{name}/{key}",
                    groups.Names.Length > 1 ? $"{name}, {key}" : key,
                    [
                        FigureCell.Count(groups[name][i].AtRisk),
                        FigureCell.Count(groups[name][i].Events),
                        FigureCell.Estimate(point.Survival, NoLimits),
                        FigureCell.Estimate(point.Limits?.Lower, NoLimits),
                        FigureCell.Estimate(point.Limits?.Upper, NoLimits),
                    ]);
            })),
        ]);
}
