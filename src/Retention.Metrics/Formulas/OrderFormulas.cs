namespace Retention.Metrics;

/// <summary>Average order value.</summary>
public static class AverageOrderValue
{
    /// <summary>Computes AOV: what an order brings on average.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>revenue / orders</c>.</para>
    /// <para><b>Unit:</b> money an order.</para>
    /// <para><b>Undefined:</b> with no orders.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the plain definition; over several periods it is sum over sum, never a mean of means.</para>
    /// </remarks>
    /// <example><code>
    /// AverageOrderValue.Of(revenue: Currency.Eur.Amount(5000), orders: 100); // 50.00 EUR
    /// </code></example>
    /// <param name="revenue">Revenue of the orders.</param>
    /// <param name="orders">How many there are.</param>
    public static AverageMoney Of(Money revenue, decimal orders) => AverageMoney.Of(FormulaArgument.NotNegative(revenue), FormulaArgument.NotNegative(orders));
}

/// <summary>How often customers buy.</summary>
public static class PurchaseFrequency
{
    /// <summary>Computes the purchase frequency of one period: orders for each customer who ordered.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>orders / unique customers who ordered</c>.</para>
    /// <para><b>Unit:</b> orders a customer and period; at least 1.</para>
    /// <para><b>Undefined:</b> where nobody ordered.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> HubSpot's steps to customer lifetime value.</para>
    /// </remarks>
    /// <example><code>
    /// PurchaseFrequency.Of(orders: 300, uniqueCustomers: 200).Value; // 1.5
    /// </code></example>
    /// <param name="orders">Orders of the period.</param>
    /// <param name="uniqueCustomers">Customers who ordered in it.</param>
    public static Ratio Of(decimal orders, decimal uniqueCustomers) => Ratio.Of(FormulaArgument.NotNegative(orders), FormulaArgument.NotNegative(uniqueCustomers));

    /// <summary>Computes orders for each customer who ordered just once: a variant some guides print.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>orders / one-time customers</c>.</para>
    /// <para><b>Unit:</b> orders a one-time customer and period.</para>
    /// <para><b>Undefined:</b> with no one-time customers.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> named as a variant so that nobody takes it for the frequency above.</para>
    /// </remarks>
    /// <example><code>
    /// PurchaseFrequency.PerOneTimeCustomer(orders: 300, oneTimeCustomers: 150).Value; // 2
    /// </code></example>
    /// <param name="orders">Orders of the period.</param>
    /// <param name="oneTimeCustomers">Customers with exactly one order in it.</param>
    public static Ratio PerOneTimeCustomer(decimal orders, decimal oneTimeCustomers) => Ratio.Of(FormulaArgument.NotNegative(orders), FormulaArgument.NotNegative(oneTimeCustomers));
}

/// <summary>How many customers buy again.</summary>
public static class RepeatCustomers
{
    /// <summary>Computes the repeat customer rate of one period: customers with two or more orders in it, out of all who ordered in it.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>customers with ≥ 2 orders / unique customers</c>.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> where nobody ordered.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the repeat customer rate of shop guides (40 of 200 are 20 %).</para>
    /// </remarks>
    /// <example><code>
    /// RepeatCustomers.Rate(repeatCustomers: 40, uniqueCustomers: 200).Value; // 0.2
    /// </code></example>
    /// <param name="repeatCustomers">Customers with two or more orders in the period.</param>
    /// <param name="uniqueCustomers">Customers who ordered in it.</param>
    public static Ratio Rate(decimal repeatCustomers, decimal uniqueCustomers) => Ratio.Of(FormulaArgument.NotNegative(repeatCustomers), FormulaArgument.NotNegative(uniqueCustomers));

    /// <summary>Computes repeat customers for each customer who ordered just once: a variant some guides print.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>customers with ≥ 2 orders / one-time customers</c>.</para>
    /// <para><b>Unit:</b> none; at least 0, no upper bound.</para>
    /// <para><b>Undefined:</b> with no one-time customers.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> named as a variant so that nobody takes it for the rate above.</para>
    /// </remarks>
    /// <example><code>
    /// RepeatCustomers.PerOneTimeCustomer(repeatCustomers: 40, oneTimeCustomers: 160).Value; // 0.25
    /// </code></example>
    /// <param name="repeatCustomers">Customers with two or more orders in the period.</param>
    /// <param name="oneTimeCustomers">Customers with exactly one order in it.</param>
    public static Ratio PerOneTimeCustomer(decimal repeatCustomers, decimal oneTimeCustomers) => Ratio.Of(FormulaArgument.NotNegative(repeatCustomers), FormulaArgument.NotNegative(oneTimeCustomers));

    /// <summary>Computes the returning customer rate of one period: customers who ordered in it and had ordered before, in it or earlier.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>customers of the period with ≥ 2 orders to date / unique customers of the period</c>.</para>
    /// <para><b>Unit:</b> none; 0 to 1, never below <see cref="Rate"/>.</para>
    /// <para><b>Undefined:</b> where nobody ordered.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> Shopify's returning customer rate.</para>
    /// </remarks>
    /// <example><code>
    /// RepeatCustomers.Returning(returningCustomers: 70, uniqueCustomers: 200).Value; // 0.35
    /// </code></example>
    /// <param name="returningCustomers">Customers who ordered in the period and have two or more orders by its end.</param>
    /// <param name="uniqueCustomers">Customers who ordered in it.</param>
    public static Ratio Returning(decimal returningCustomers, decimal uniqueCustomers) => Ratio.Of(FormulaArgument.NotNegative(returningCustomers), FormulaArgument.NotNegative(uniqueCustomers));
}

/// <summary>Revenue per customer.</summary>
public static class RevenuePerCustomer
{
    /// <summary>Computes what a customer who ordered in a period brought in it on average.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>revenue / unique customers who ordered</c>, which is AOV × purchase frequency.</para>
    /// <para><b>Unit:</b> money a customer and period.</para>
    /// <para><b>Undefined:</b> where nobody ordered.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> customer value in HubSpot's steps to customer lifetime value.</para>
    /// </remarks>
    /// <example><code>
    /// RevenuePerCustomer.Of(revenue: Currency.Eur.Amount(15000), uniqueCustomers: 200); // 75.00 EUR
    /// </code></example>
    /// <param name="revenue">Revenue of the period.</param>
    /// <param name="uniqueCustomers">Customers who ordered in it.</param>
    public static AverageMoney Of(Money revenue, decimal uniqueCustomers) => AverageMoney.Of(FormulaArgument.NotNegative(revenue), FormulaArgument.NotNegative(uniqueCustomers));
}
