using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Page;

namespace Retention.Metrics.Reports.Charts;

/// <summary>The charts of a report that its data allow, by name.</summary>
internal sealed class ReportCharts
{
    private readonly Dictionary<string, ReportChart> byName;

    public ReportCharts(ReportAnswers answers)
    {
        All = [.. Revenue(answers), .. Ranked(answers)];
        byName = All.ToDictionary(chart => chart.Name, StringComparer.Ordinal);
    }

    /// <summary>The names of all charts, whatever the data.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "mrr", "customers", "mrr-bridge", "mrr-movements", "churn-rates", "retention", "quick-ratio", "arpa", "cohorts-customers", "cohorts-mrr", "survival", "churn-reasons", "churn-triggers",
        "churn-tenure", "concentration", "churn-by-signal", "segments", "orders", "activity", "feedback",
    ];

    /// <summary>The charts, in the order of the page.</summary>
    public IReadOnlyList<ReportChart> All { get; }

    public ReportChart this[string name] => byName[name];

    public ReportChart? Find(string name) => byName.GetValueOrDefault(name);

    private static IEnumerable<ReportChart> Revenue(ReportAnswers answers)
    {
        if (answers.RollForward is null)
        {
            yield break;
        }

        var charts = new RevenueCharts(answers);
        yield return charts.Mrr();
        yield return charts.Customers();
        if (answers.Headline is { } last)
        {
            yield return charts.Bridge(last);
        }

        yield return charts.Movements();
        yield return charts.Churn();
        yield return charts.Retention();
        yield return charts.QuickRatio();
        yield return charts.Arpa();
        yield return CohortChart.Of(answers, CohortHeat.OfCustomers(answers.Cohorts!));
        yield return CohortChart.Of(answers, CohortHeat.OfMrr(answers.Cohorts!));
        yield return SurvivalChart.Of(answers, answers.Survival!);
    }

    private static IEnumerable<ReportChart> Ranked(ReportAnswers answers)
    {
        var charts = new RankingCharts(answers);
        if (answers.Reasons is { } reasons)
        {
            yield return charts.Reasons(ChurnLine.Of(reasons));
            yield return charts.Triggers(ChurnLine.Of(answers.Triggers!));
            yield return charts.Tenure(answers.Tenure!.Whole);
        }

        if (answers.Concentration is { } held)
        {
            yield return charts.Concentration(held);
        }

        if (answers.BySignal is { } bySignal)
        {
            yield return SignalChart.Of(answers, bySignal);
        }

        if (answers is { RollForwardBySegment: not null, Headline: { } last })
        {
            yield return charts.Segments(SegmentSection.Rows(answers, last));
        }

        if (answers.OrderMetrics is { } orders)
        {
            yield return charts.Orders(orders);
        }

        if (answers.ActivityMetrics is { } activity)
        {
            yield return ActivityChart.Of(answers, activity);
        }

        if (answers.Feedback is { } feedback)
        {
            yield return FeedbackChart.Of(answers, feedback);
        }
    }
}
