namespace Retention.Metrics;

/// <summary>A figure of a product: a movement of the roll-forward, a transfer, a balance, or a rate in one of the two scopes.</summary>
/// <example><code>
/// foreach (ProductFigure figure in ProductFigure.All.Where(figure =&gt; figure.Sign != 0 &amp;&amp; !figure.IsOptional))
/// {
///     Console.WriteLine($"{figure.Name} {figure.ValueOf(february["pro"][0])}");
/// }
/// </code></example>
public sealed class ProductFigure : Figure<ProductRollForwardRow>
{
    private ProductFigure(string name, FigureUnit unit, Func<ProductRollForwardRow, object?> valueOf)
        : base(name, unit, valueOf)
    {
    }

    /// <summary>All figures, in the order of exports. A rate has the scope in its name: <c>productNetRevenueRetention</c>, <c>customerNetRevenueRetention</c>.</summary>
    public static IReadOnlyList<ProductFigure> All { get; } =
    [
        Mrr("openingMrr", totals => totals.OpeningMrr),
        .. RollForwardFigure.Movements.Select(movement => Mrr(movement.Name, totals => totals.Movements.Of(movement.Explained!.Value), movement.Sign, movement.IsOptional)),
        Mrr("transferInMrr", totals => totals.TransferInMrr, sign: 1),
        Mrr("transferOutMrr", totals => totals.TransferOutMrr, sign: -1),
        Mrr("closingMrr", totals => totals.ClosingMrr),
        new("closingArr", FigureUnit.MoneyPerYear, row => row.ClosingArr),
        Customers("openingCustomers", row => row.OpeningCustomers),
        Customers("joinedCustomers", row => row.JoinedCustomers, sign: 1),
        Customers("leftCustomers", row => row.LeftCustomers, sign: -1),
        Customers("closingCustomers", row => row.ClosingCustomers),
        .. Rates(ProductScope.Product),
        .. Rates(ProductScope.Customer),
    ];

    /// <summary>How a movement or transfer enters the closing balance of its unit: 1 if it is added, −1 if it is subtracted; 0 for a figure that is neither.</summary>
    public int Sign { get; private init; }

    /// <summary>Whether the figure is 0 unless a policy asks for it.</summary>
    public bool IsOptional { get; private init; }

    /// <summary>The revenue that a rate follows; <see langword="null"/> for a figure that is no rate.</summary>
    public ProductScope? Scope { get; private init; }

    private static ProductFigure Mrr(string name, Func<ProductTotals, Int128> total, int sign = 0, bool isOptional = false) =>
        new(name, FigureUnit.MoneyPerMonth, row => new RecurringRevenue(total(row.Totals), row.Currency)) { Sign = sign, IsOptional = isOptional };

    private static ProductFigure Customers(string name, Func<ProductRollForwardRow, long> count, int sign = 0) => new(name, FigureUnit.Customers, row => count(row)) { Sign = sign };

    private static ProductFigure[] Rates(ProductScope scope)
    {
        string prefix = scope == ProductScope.Product ? "product" : "customer";
        return
        [
            Rate(prefix + "NetRevenueRetention", row => row.NetRevenueRetention(scope)),
            Rate(prefix + "GrossRevenueRetention", row => row.GrossRevenueRetention(scope)),
            Rate(scope == ProductScope.Product ? "productChurnRate" : "customerScopeChurnRate", row => row.CustomerChurnRate(scope)),
        ];

        ProductFigure Rate(string name, Func<ProductRollForwardRow, Ratio> rate) => new(name, FigureUnit.Share, row => rate(row)) { Scope = scope };
    }
}
