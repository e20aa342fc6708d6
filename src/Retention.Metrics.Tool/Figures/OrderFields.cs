using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>The fields of orders, by their names in every export.</summary>
internal static class OrderFields
{
    private const string Orders = "orders";

    public static IReadOnlyList<(AnswerColumn Column, Func<PeriodFigures, Cell> Of)> All { get; } =
    [
        (new("orders", Orders), Of(row => Cell.Count(row.Orders))),
        (new("revenue", Orders), Of(row => Cell.Amount(row.Revenue))),
        (new("uniqueCustomers", Orders), Of(row => Cell.Count(row.UniqueCustomers))),
        (new("averageOrderValue", Orders), Of(row => Cell.Each(row.AverageOrderValue, row.Currency))),
        (new("purchaseFrequency", Orders), Of(row => Cell.Times(row.PurchaseFrequency))),
        (new("repeatCustomerRate", Orders), Of(row => Cell.Percent(row.RepeatCustomerRate))),
        (new("returningCustomerRate", Orders), Of(row => Cell.Percent(row.ReturningCustomerRate))),
        (new("revenuePerCustomer", Orders), Of(row => Cell.Each(row.RevenuePerCustomer, row.Currency))),
        (new("meanDaysBetweenOrders", Orders), Of(row => Cell.Number(row.DaysBetweenOrders.Mean.Value))),
        (new("medianDaysBetweenOrders", Orders), Of(row => Cell.Number(row.DaysBetweenOrders.Median))),
    ];

    private static Func<PeriodFigures, Cell> Of(Func<OrderMetricsRow, Cell> cell) => figures => cell(figures.Orders!);
}
