using System.Globalization;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Charts;

namespace Retention.Metrics.Reports.Page;

/// <summary>Churn by what was known of customers before.</summary>
internal sealed class SignalSection(ReportAnswers answers, ReportCharts charts)
{
    private const double Level = 0.05;
    private const string NobodyAtRisk = "nobody is in the group";

    private static readonly PageColumn[] Columns =
    [
        new("atRisk", "At risk"), new("lost", "Lost"), new("churnRate", "Churn rate"), new("lower", "Lower limit"), new("upper", "Upper limit"),
        new("mrrAtRisk", "MRR at risk"), new("mrrLost", "MRR lost"), new("mrrLossRate", "MRR loss rate"), new("lift", "Lift"),
    ];

    public void Write(PageWriter page)
    {
        if (answers.BySignal is not { } churn)
        {
            page.Section("signal-section", "Churn by signal", "No period is complete.");
            page.EndSection();
            return;
        }

        page.Section("signal-section", "Churn by signal", $"By {churn.Signal} at the start of each period, from facts before it; {churn.Groups}; over {Over(churn.Periods)}.");
        page.Grid();
        page.Chart(
            charts["churn-by-signal"],
            new PageTable(
                "Churn rate by group",
                "Values",
                [new("churnRate", "Churn rate"), new("lower", "Lower limit at 95%"), new("upper", "Upper limit at 95%")],
                [.. Rows(churn.Whole).Select(group => new PageRow(KeyOf(group), group.Label, [.. Rate(group)]))]),
            [Trend(churn.Whole.Trend), "A signal is not a cause."],
            isWhole: true);
        page.EndGrid();
        _ = page.Html.Line().Open("div", ("class", "card whole")).Element("h3", "Groups side by side");
        page.Table(SideBySide(churn));
        page.Note("At risk: customers who pay at the start of a period, one for each period. Lift: the churn rate of the group divided by that of all. Limits: Wilson's 95% interval.");
        _ = page.Html.Close("div");
        if (answers.BySignalAndSegment is { } segments)
        {
            _ = page.Html.Line().Open("div", ("class", "card whole")).Element("h3", $"By {string.Join(", ", answers.Options.Segments!.Attributes)}");
            page.Table(BySegment(churn, segments));
            page.Note("The groups are the same in every segment, and segments add up to all customers. Lift: the churn rate of the group divided by that of its segment.");
            _ = page.Html.Close("div");
        }

        page.EndSection();
    }

    /// <summary>What the test of a trend says, in words.</summary>
    public static string Trend(TrendTest? trend) => trend is not { } test
        ? "No trend: nobody or everybody was lost, or one group has everybody."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{(test.PValue >= Level ? "No clear trend over the groups" : test.Z < 0 ? "Customers in the higher groups leave less" : "Customers in the higher groups leave more")}: Cochran–Armitage z = {test.Z:0.00}, p = {test.PValue:G4}.");

    private static IEnumerable<SignalGroup> Rows(SignalChurn churn) => churn.Groups.Append(churn.Unknown).Append(churn.Total);

    private static string KeyOf(SignalGroup group) => group.Number?.ToString(CultureInfo.InvariantCulture) ?? group.Label;

    private static string Over(ReportingPeriods periods) => periods.Count == 1 ? periods[0].Name : $"{periods[0].Name} to {periods[^1].Name}";

    private static IEnumerable<FigureCell> Rate(SignalGroup group) =>
        [FigureCell.Share(group.ChurnRate, NobodyAtRisk), FigureCell.Estimate(group.Interval?.Lower, NobodyAtRisk), FigureCell.Estimate(group.Interval?.Upper, NobodyAtRisk)];

    /// <summary>A row for each group of each segment that somebody is in, and for each segment.</summary>
    private PageTable BySegment(ChurnBySignal churn, BySegment<ChurnBySignal> segments) => new(
        $"Churn by {churn.Signal} and {string.Join(", ", answers.Options.Segments!.Attributes)} over {Over(churn.Periods)}, amounts in {answers.Currency.Code}",
        "Segment and values",
        Columns,
        [
            .. from one in segments
               from own in Rows(one.Value.Whole)
               where own.AtRisk > 0
               select RowOf(one.Value, own, $"{one.Key.Name}: ") with { Key = $"{one.Key.Name}/{KeyOf(own)}" },
        ])
    {
        Style = "dense",
    };

    private PageTable SideBySide(ChurnBySignal churn) => new(
        $"Churn by {churn.Signal} over {Over(churn.Periods)}, amounts in {answers.Currency.Code}",
        "Values",
        Columns,
        [.. Rows(churn.Whole).Select(group => RowOf(churn, group, ""))])
    {
        Style = "dense",
    };

    private static PageRow RowOf(ChurnBySignal churn, SignalGroup group, string segment) => new(
        KeyOf(group),
        segment + group.Label,
        [
            FigureCell.Count(group.AtRisk), FigureCell.Count(group.Lost), .. Rate(group),
            FigureCell.Amount(group.MrrAtRisk.Monthly), FigureCell.Amount(group.MrrLost.Monthly), FigureCell.Share(group.MrrLossRate, NobodyAtRisk),
            FigureCell.Of(FigureUnit.Quotient, group.Lift, group.AtRisk == 0 ? NobodyAtRisk : UndefinedReason.NoChurn),
        ])
    { IsTotal = group == churn.Whole.Total };
}
