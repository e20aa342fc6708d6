using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Charts;

namespace Retention.Metrics.Reports.Page;

/// <summary>Segments side by side, in the last complete period.</summary>
internal sealed class SegmentSection(ReportAnswers answers, ReportCharts charts)
{
    private static readonly string[] Shown =
        ["closingMrr", "closingCustomers", "arpa", "netRevenueRetention", "grossRevenueRetention", "grossMrrChurnRate", "netMrrChurnRate", "customerChurnRate", "quickRatio"];

    public void Write(PageWriter page)
    {
        if (answers.Headline is not { } last)
        {
            return;
        }

        IReadOnlyList<(string Name, RollForwardRow Row)> rows = Rows(answers, last);
        page.Section("segments-section", $"Segments by {string.Join(", ", answers.Options.Segments!.Attributes)}", $"{Names.Long(answers.Periods[last])}, each segment beside all customers.");
        page.Grid();
        page.Chart(
            charts["segments"],
            new PageTable("Closing MRR by segment", "Segment", [new("closingMrr", "Closing MRR")], [.. rows.Select(one => new PageRow(one.Name, one.Name, [FigureCell.Amount(one.Row.ClosingMrr.Monthly)]))]),
            ["A customer is in one segment for the whole report; segments add up to all customers."],
            isWhole: true);
        page.EndGrid();
        _ = page.Html.Line().Open("div", ("class", "card whole")).Element("h3", "Side by side");
        page.Table(SideBySide(rows, last));
        _ = page.Html.Close("div");
        page.EndSection();
    }

    /// <summary>The segments of a period, by closing MRR.</summary>
    public static IReadOnlyList<(string Name, RollForwardRow Row)> Rows(ReportAnswers answers, int period) =>
    [
        .. answers.RollForwardBySegment!
            .Select(one => (one.Key.Name, Row: one.Value[period]))
            .OrderByDescending(one => one.Row.ClosingMrr)
            .ThenBy(one => one.Name, StringComparer.Ordinal),
    ];

    private PageTable SideBySide(IReadOnlyList<(string Name, RollForwardRow Row)> rows, int period)
    {
        RollForwardFigure[] figures = [.. Shown.Select(name => RollForwardFigure.All.Single(figure => figure.Name == name))];
        RollForwardRow all = answers.RollForward![period];
        var trailing = answers.TrailingYearBySegment!.ToDictionary(one => one.Key.Name, one => one.Value[period], StringComparer.Ordinal);
        return new PageTable(
            $"Segments side by side in {answers.Periods[period].Name}, amounts in {answers.Currency.Code}",
            "Segment",
            [
                .. figures.Select(figure => new PageColumn(figure.Name, figure.Label)),
                .. TrailingRetentionFigure.All.Select(figure => new PageColumn(figure.Name, figure.Label)),
                new("shareOfMrr", "Share of MRR"),
            ],
            [.. rows.Select(one => Row(one.Name, one.Name, one.Row, trailing[one.Name])), Row("all", "All customers", all, answers.TrailingYear![period]) with { IsTotal = true }])
        {
            Style = "dense",
        };

        PageRow Row(string key, string label, RollForwardRow row, TrailingRetentionRow year) => new(
            key,
            label,
            [
                .. figures.Select(figure => FigureCell.Of(figure, row)),
                .. TrailingRetentionFigure.All.Select(figure => FigureCell.Of(figure, year)),
                FigureCell.Share(Ratio.Of(row.ClosingMrr, all.ClosingMrr), "nobody pays"),
            ]);
    }
}
