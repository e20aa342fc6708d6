using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>The fields of orders, by their names in every export.</summary>
internal static class OrderFields
{
    public static IReadOnlyList<(AnswerColumn Column, Func<PeriodFigures, Cell> Of)> All { get; } =
    [
        .. OrderMetricsFigure.All.Where(figure => figure.IsExported)
            .Select(figure => (new AnswerColumn(figure.Name, "orders"), FigureCell.Of(figure, of => of.Orders))),
        .. DaysBetweenOrdersFigure.All.Select(figure => (new AnswerColumn(figure.Name, "orders"), FigureCell.Of(figure, of => of.DaysBetweenOrders))),
    ];
}
