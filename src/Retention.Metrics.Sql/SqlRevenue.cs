namespace Retention.Metrics.Sql;

/// <summary>A source of recurring revenue: <see cref="SqlLevels"/> or <see cref="SqlIntervals"/>.</summary>
public abstract class SqlRevenue : SqlSource
{
    private protected SqlRevenue(SqlDatabase database, SqlTable table, Currency currency, string customer, SqlAmount amount)
        : base(database, table, currency, customer)
    {
        ArgumentNullException.ThrowIfNull(amount);
        Amount = amount;
    }

    /// <summary>The column with the amount of a row.</summary>
    public SqlAmount Amount { get; }

    /// <summary>Splits the customers by columns of the table, which hold the same values in all rows of a customer. Missing and blank values are <c>unknown</c>.</summary>
    /// <param name="columns">The columns, at least one.</param>
    /// <exception cref="ArgumentException">No column, or a blank or repeated one.</exception>
    public SqlSegmented<SqlRevenue> By(params ReadOnlySpan<string> columns) => new(this, columns);
}
