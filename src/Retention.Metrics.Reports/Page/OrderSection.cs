using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Charts;

namespace Retention.Metrics.Reports.Page;

/// <summary>Order metrics over time.</summary>
internal sealed class OrderSection(ReportAnswers answers, ReportCharts charts)
{
    public void Write(PageWriter page)
    {
        OrderMetrics rows = answers.OrderMetrics!;
        DaysBetweenOrders days = answers.DaysBetweenOrders!;
        OrderMetricsFigure[] figures = [.. OrderMetricsFigure.All.Where(figure => figure.IsExported)];
        page.Section("orders-section", "Orders");
        page.Grid();
        page.Chart(
            charts["orders"],
            new PageTable(
                $"Order metrics by period in {answers.Currency.Code}",
                "Period",
                [.. figures.Select(figure => new PageColumn(figure.Name, figure.Label)), .. DaysBetweenOrdersFigure.All.Select(figure => new PageColumn(figure.Name, figure.Label))],
                [
                    .. rows.Select((row, i) => new PageRow(
                        row.Period.Name,
                        Names.State(answers.StateOf(row.Period)) is { } state ? $"{row.Period.Name} ({state})" : row.Period.Name,
                        [.. figures.Select(figure => FigureCell.Of(figure, row)), .. DaysBetweenOrdersFigure.All.Select(figure => FigureCell.Of(figure, days[i]))])),
                ]),
            [.. OrderMetricsFigure.All.Where(figure => figure.Name is "revenue" or "averageOrderValue" or "repeatCustomerRate").Select(figure => $"{figure.Label}: {figure.Definition}")],
            isWhole: true);
        page.EndGrid();
        page.EndSection();
    }
}
