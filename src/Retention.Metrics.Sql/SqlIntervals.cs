namespace Retention.Metrics.Sql;

/// <summary>A table of intervals: a row says what a customer pays from one instant up to another, or without an end.</summary>
/// <remarks>Intervals of one customer may overlap and then add up. An interval that ends where it starts is no revenue at any time.</remarks>
/// <example><code>
/// var spells = new SqlIntervals(database, "subscriptions", Currency.Eur, "customer", SqlTime.Date("start", zone), SqlTime.Date("end", zone), SqlAmount.Decimal("price").Times(12));
/// </code></example>
public sealed class SqlIntervals : SqlRevenue
{
    private readonly string? subscription;

    /// <summary>A source of intervals.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table, view or trusted query.</param>
    /// <param name="currency">The one currency of all amounts.</param>
    /// <param name="customer">The column with the key of the customer.</param>
    /// <param name="start">The column with the instant from which on the amount is paid.</param>
    /// <param name="end">The column with the instant from which on it is no longer paid; null where it still is.</param>
    /// <param name="amount">The column with the amount; multiplied so that it is what is paid in a year.</param>
    public SqlIntervals(SqlDatabase database, SqlTable table, Currency currency, string customer, SqlTime start, SqlTime end, SqlAmount amount)
        : base(database, table, currency, customer, amount)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(end);
        Start = start;
        End = end;
    }

    /// <summary>The column with the first instant of a row.</summary>
    public SqlTime Start { get; }

    /// <summary>The column with the first instant after a row.</summary>
    public SqlTime End { get; }

    /// <summary>The column with the key of a row's subscription: intervals of one subscription that overlap, and a subscription of two customers, are findings. <see langword="null"/> by default.</summary>
    public string? Subscription
    {
        get => subscription;
        init
        {
            if (value is not null)
            {
                SqlTable.RequireIdentifier(value, nameof(value));
            }

            subscription = value;
        }
    }
}
