using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Charts;

namespace Retention.Metrics.Reports.Page;

/// <summary>MRR, customers, movements and rates over time.</summary>
internal sealed class RevenueSections(ReportAnswers answers, ReportCharts charts)
{
    private readonly RollForward rows = answers.RollForward!;

    public void Write(PageWriter page)
    {
        page.Section("revenue", "Recurring revenue and customers");
        page.Grid();
        page.Chart(charts["mrr"], ByPeriod("Closing MRR", "closingMrr", "closingArr"), [Definition("closingMrr")]);
        page.Chart(
            charts["customers"],
            ByPeriod("Customers", "openingCustomers", "newCustomers", "reactivatedCustomers", "churnedCustomers", "closingCustomers"),
            [Definition("closingCustomers")]);
        if (charts.Find("mrr-bridge") is { } bridge)
        {
            page.Chart(bridge, BridgeTable(rows[answers.Headline!.Value]), ["The lines of this table add up to the last digit that is shown."]);
        }

        page.Chart(charts["mrr-movements"], MovementsTable(), ["Gains are above the line of zero, losses below it."]);
        page.EndGrid();
        page.EndSection();

        page.Section("rates", "Churn and retention");
        page.Grid();
        page.Chart(
            charts["churn-rates"],
            ByPeriod("Churn rates", "grossMrrChurnRate", "netMrrChurnRate", "customerChurnRate", "churnMrr", "contractionMrr", "expansionMrr"),
            [Definition("grossMrrChurnRate"), Definition("netMrrChurnRate")]);
        page.Chart(charts["retention"], RetentionTable(), [Definition("netRevenueRetention"), Definition("grossRevenueRetention")]);
        page.Chart(charts["quick-ratio"], ByPeriod("Quick ratio", "quickRatio", "growthRate", "expansionShare"), [Definition("quickRatio")]);
        page.Chart(charts["arpa"], ByPeriod("Average revenue", "arpa", "averageSalePrice"), [Definition("arpa")]);
        page.EndGrid();
        page.EndSection();
    }

    private static string Definition(string name)
    {
        RollForwardFigure figure = Figure(name);
        return $"{figure.Label}: {figure.Definition}";
    }

    private static RollForwardFigure Figure(string name) => RollForwardFigure.All.Single(figure => figure.Name == name);

    private PageTable ByPeriod(string caption, params string[] names) => PageTable.OfFigures(
        caption, "Period", rows.Select(row => (row.Period.Name, Label(row.Period), row)), [.. names.Select(Figure)]);

    private string Label(ReportingPeriod period) => Names.State(answers.StateOf(period)) is { } state ? $"{period.Name} ({state})" : period.Name;

    private PageTable BridgeTable(RollForwardRow row) => new(
        $"MRR bridge of {row.Period.Name} in {answers.Currency.Code}",
        "Line",
        [new(row.Period.Name, row.Period.Name)],
        [
            .. MrrLines.Of(row).Select(line => new PageRow(
                line.Figure.Name,
                line.Figure.Sign < 0 ? $"− {line.Figure.Label}" : line.Figure.Sign > 0 ? $"+ {line.Figure.Label}" : line.Figure.Label,
                [FigureCell.Footed(line.Amount, (RecurringRevenue)line.Figure.ValueOf(row)!)]) { IsFigure = true, IsTotal = line.Figure.Sign == 0 }),
        ]);

    private PageTable MovementsTable()
    {
        RollForwardFigure[] lines =
        [
            .. RollForwardFigure.All.Where(figure => figure.Unit == FigureUnit.MoneyPerMonth
                && (!figure.IsOptional || rows.Any(row => !((RecurringRevenue)figure.ValueOf(row)!).IsZero))),
        ];
        return new(
            $"MRR movements by period in {answers.Currency.Code}; the lines of each period add up",
            "Period",
            [.. lines.Select(line => new PageColumn(line.Name, line.Label))],
            [
                .. rows.Select(row =>
                {
                    IReadOnlyDictionary<RollForwardFigure, Money> printed = MrrFooting.Of(row);
                    return new PageRow(row.Period.Name, Label(row.Period), [.. lines.Select(line => FigureCell.Footed(printed[line], (RecurringRevenue)line.ValueOf(row)!))]);
                }),
            ]);
    }

    private PageTable RetentionTable()
    {
        RollForwardFigure[] own = [Figure("netRevenueRetention"), Figure("grossRevenueRetention"), Figure("customerRetentionRate")];
        IReadOnlyList<TrailingRetentionFigure> overAYear = TrailingRetentionFigure.All;
        return new(
            "Revenue retention",
            "Period",
            [.. own.Select(figure => new PageColumn(figure.Name, figure.Label)), .. overAYear.Select(figure => new PageColumn(figure.Name, figure.Label))],
            [
                .. rows.Select((row, i) => new PageRow(
                    row.Period.Name,
                    Label(row.Period),
                    [.. own.Select(figure => FigureCell.Of(figure, row)), .. overAYear.Select(figure => FigureCell.Of(figure, answers.TrailingYear![i]))])),
            ]);
    }
}
