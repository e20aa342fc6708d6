using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of a cohort of buyers at the instant of the first orders, or in one period.</summary>
/// <remarks>
/// Money is in millionths of the currency's major unit: 49.00 is 49,000,000. The totals come from whatever engine has computed them: this
/// library, a database, a test. <see cref="OrderCohortTable.FromTotals"/> checks them.
/// </remarks>
/// <example><code>
/// var first = new OrderCellTotals { Customers = 2, Orders = 2, Revenue = 50_000_000, RevenueToDate = 50_000_000, CustomersOnOrAfter = 2 };
/// CohortTotals&lt;OrderCellTotals&gt;[] cohorts = [new(first, [first with { Orders = 3, Revenue = 90_000_000, RevenueToDate = 90_000_000 }])];
/// OrderCohortTable january = OrderCohortTable.FromTotals(periods, MetricPolicy.Default, Currency.Eur, cohorts, earlier: new(default, [default]));
/// january[0].InitialRevenue;             // 50.00 EUR
/// january[0][0]!.RevenuePerMember.Value; // 45
/// </code></example>
[JsonConverter(typeof(OrderCellTotalsJsonConverter))]
public readonly record struct OrderCellTotals : ICohortTotals<OrderCellTotals>
{
    /// <summary>Members with at least one order in the period.</summary>
    public long Customers { get; init; }

    /// <summary>The orders of these members in the period.</summary>
    public long Orders { get; init; }

    /// <summary>The revenue of these orders.</summary>
    public Int128 Revenue { get; init; }

    /// <summary>The revenue of all orders of the members up to the end of the period; at the instant of the first orders it is <see cref="Revenue"/>.</summary>
    public Int128 RevenueToDate { get; init; }

    /// <summary>Members with an order in the period or later, before the as-of instant; at the instant of the first orders these are all members.</summary>
    public long CustomersOnOrAfter { get; init; }

    /// <summary>Adds the totals of other customers.</summary>
    public static OrderCellTotals operator +(OrderCellTotals left, OrderCellTotals right) => new()
    {
        Customers = left.Customers + right.Customers,
        Orders = left.Orders + right.Orders,
        Revenue = left.Revenue + right.Revenue,
        RevenueToDate = left.RevenueToDate + right.RevenueToDate,
        CustomersOnOrAfter = left.CustomersOnOrAfter + right.CustomersOnOrAfter,
    };

    /// <summary>The first condition that the totals at the instant of the first orders break, or <see langword="null"/>.</summary>
    internal static string? Contradiction(OrderCellTotals initial) =>
        TotalsArgument.Outside(nameof(Customers), initial.Customers, 0, CohortShape.LargestCount)
        ?? initial.OrdersContradiction()
        ?? (initial.RevenueToDate != initial.Revenue ? Text($"{nameof(RevenueToDate)} is {initial.RevenueToDate}; at the instant of the first orders it must be {nameof(Revenue)}, {initial.Revenue}")
            : initial.CustomersOnOrAfter != initial.Customers ? Text($"{nameof(CustomersOnOrAfter)} is {initial.CustomersOnOrAfter}; at the instant of the first orders it must be {nameof(Customers)}, {initial.Customers}")
            : null);

    /// <summary>The first condition that the totals of a period break, or <see langword="null"/>.</summary>
    /// <param name="totals">The totals.</param>
    /// <param name="column">The column.</param>
    /// <param name="isEarlier">Whether they are of the customers from before the first period.</param>
    internal static string? Contradiction(CellTotals<OrderCellTotals> totals, int column, bool isEarlier)
    {
        (OrderCellTotals now, OrderCellTotals previous, OrderCellTotals initial) = totals;
        return TotalsArgument.Outside(nameof(CustomersOnOrAfter), now.CustomersOnOrAfter, 0, previous.CustomersOnOrAfter, column == 0 ? "the size of the cohort" : "that of the period before")
            ?? TotalsArgument.Outside(nameof(Customers), now.Customers, 0, now.CustomersOnOrAfter, nameof(CustomersOnOrAfter))
            ?? now.OrdersContradiction()
            ?? TotalsArgument.Outside(nameof(RevenueToDate), now.RevenueToDate, 0, TotalsArgument.LargestAmount)
            ?? (column > 0 ? now.GrowthContradiction(previous) : isEarlier ? now.EarlierContradiction(initial) : now.FirstContradiction(initial));
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(OrderCellTotals), PrintMembers);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string? OrdersContradiction() =>
        TotalsArgument.Outside(nameof(Orders), Orders, Customers, Customers == 0 ? 0 : CohortShape.LargestCount, Customers == 0 ? "without customers" : "at least one of each customer")
        ?? TotalsArgument.Outside(nameof(Revenue), Revenue, 0, Orders == 0 ? 0 : TotalsArgument.LargestAmount, Orders == 0 ? "without orders" : null);

    /// <summary>What contradicts the period before.</summary>
    private string? GrowthContradiction(OrderCellTotals previous) =>
        RevenueToDate != previous.RevenueToDate + Revenue
            ? Text($"{nameof(RevenueToDate)} is {RevenueToDate}; it must be that of the period before, {previous.RevenueToDate}, and {nameof(Revenue)}, {Revenue}")
            : null;

    /// <summary>What contradicts the initial orders, where they were before the first period.</summary>
    private string? EarlierContradiction(OrderCellTotals initial) =>
        RevenueToDate < initial.Revenue + Revenue
            ? Text($"{nameof(RevenueToDate)} is {RevenueToDate}; it must be at least the initial revenue, {initial.Revenue}, and {nameof(Revenue)}, {Revenue}")
            : null;

    /// <summary>What contradicts the initial orders, where they are in the period.</summary>
    private string? FirstContradiction(OrderCellTotals initial) =>
        Customers != initial.Customers ? Text($"{nameof(Customers)} is {Customers}; in the cohort's own period it must be the size of the cohort, {initial.Customers}")
        : Orders < initial.Orders ? Text($"{nameof(Orders)} is {Orders}; in the cohort's own period it must be at least the initial orders, {initial.Orders}")
        : Revenue < initial.Revenue ? Text($"{nameof(Revenue)} is {Revenue}; in the cohort's own period it must be at least the initial revenue, {initial.Revenue}")
        : RevenueToDate != Revenue ? Text($"{nameof(RevenueToDate)} is {RevenueToDate}; in the cohort's own period it must be {nameof(Revenue)}, {Revenue}")
        : null;
}
