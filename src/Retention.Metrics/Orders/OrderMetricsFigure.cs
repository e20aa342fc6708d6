namespace Retention.Metrics;

/// <summary>A figure of the order metrics.</summary>
/// <remarks><see cref="All"/> is the one list of figures, from which exports are made.</remarks>
public sealed class OrderMetricsFigure : Figure<OrderMetricsRow>
{
    private OrderMetricsFigure(string name, FigureUnit unit, Func<OrderMetricsRow, object?> valueOf)
        : base(name, unit, valueOf)
    {
    }

    /// <summary>All figures, in the order of exports.</summary>
    public static IReadOnlyList<OrderMetricsFigure> All { get; } =
    [
        new("orders", FigureUnit.Orders, row => row.Orders) { Explained = OrderFigure.Orders },
        new("revenue", FigureUnit.Money, row => row.Revenue) { Explained = OrderFigure.Revenue },
        new("uniqueCustomers", FigureUnit.Customers, row => row.UniqueCustomers) { Explained = OrderFigure.UniqueCustomers },
        new("oneTimeCustomers", FigureUnit.Customers, row => row.OneTimeCustomers) { Explained = OrderFigure.OneTimeCustomers, IsExported = false },
        new("repeatCustomers", FigureUnit.Customers, row => row.RepeatCustomers) { Explained = OrderFigure.RepeatCustomers, IsExported = false },
        new("returningCustomers", FigureUnit.Customers, row => row.ReturningCustomers) { Explained = OrderFigure.ReturningCustomers, IsExported = false },
        new("averageOrderValue", FigureUnit.AverageMoney, row => row.AverageOrderValue),
        new("purchaseFrequency", FigureUnit.Quotient, row => row.PurchaseFrequency),
        new("purchaseFrequencyPerOneTimeCustomer", FigureUnit.Quotient, row => row.PurchaseFrequencyPerOneTimeCustomer) { IsExported = false },
        new("repeatCustomerRate", FigureUnit.Share, row => row.RepeatCustomerRate),
        new("repeatPerOneTimeCustomer", FigureUnit.Quotient, row => row.RepeatPerOneTimeCustomer) { IsExported = false },
        new("returningCustomerRate", FigureUnit.Share, row => row.ReturningCustomerRate),
        new("revenuePerCustomer", FigureUnit.AverageMoney, row => row.RevenuePerCustomer),
    ];

    /// <summary>The figure by which its customers are listed; <see langword="null"/> where it is not a sum over customers.</summary>
    public OrderFigure? Explained { get; private init; }
}
