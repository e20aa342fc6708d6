namespace Retention.Metrics.Sql;

/// <summary>A table of orders: a row is an order that counts, with what is kept of its amount.</summary>
/// <remarks>Which orders count, and what is kept after a refund, is said by a trusted query: <c>SELECT *, total - refunded AS kept FROM orders WHERE cancelled_at IS NULL</c>.</remarks>
/// <example><code>
/// var orders = new SqlOrders(database, "orders", Currency.Eur, "customer", SqlTime.Instant("ordered_at"), SqlAmount.MinorUnits("cents"));
/// OrderMetrics answer = await orders.MetricsAsync(periods);
/// </code></example>
public sealed class SqlOrders : SqlSource
{
    /// <summary>A source of orders.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table, view or trusted query.</param>
    /// <param name="currency">The one currency of all amounts.</param>
    /// <param name="customer">The column with the key of the customer.</param>
    /// <param name="at">The column with the instant of the order.</param>
    /// <param name="amount">The column with what is kept of the order's amount.</param>
    public SqlOrders(SqlDatabase database, SqlTable table, Currency currency, string customer, SqlTime at, SqlAmount amount)
        : base(database, table, currency, customer)
    {
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(amount);
        At = at;
        Amount = amount;
    }

    /// <summary>The column with the instant of a row.</summary>
    public SqlTime At { get; }

    /// <summary>The column with the amount of a row.</summary>
    public SqlAmount Amount { get; }

    /// <summary>Splits the customers by columns of the table, which hold the same values in all rows of a customer. Missing and blank values are <c>unknown</c>.</summary>
    /// <param name="columns">The columns, at least one.</param>
    /// <exception cref="ArgumentException">No column, or a blank or repeated one.</exception>
    public SqlSegmented<SqlOrders> By(params ReadOnlySpan<string> columns) => new(this, columns);
}
