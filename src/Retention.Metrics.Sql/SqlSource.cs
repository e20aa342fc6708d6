namespace Retention.Metrics.Sql;

/// <summary>What sources of levels, intervals and orders have in common: a table in a database, and a currency.</summary>
public abstract class SqlSource
{
    private readonly string? currencyColumn;

    private protected SqlSource(SqlDatabase database, SqlTable table, Currency currency, string customer)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(table);
        SqlTable.RequireIdentifier(customer, nameof(customer));
        Database = database;
        Table = table;
        Currency = currency;
        Customer = customer;
    }

    /// <summary>The database.</summary>
    public SqlDatabase Database { get; }

    /// <summary>The table, view or query.</summary>
    public SqlTable Table { get; }

    /// <summary>The one currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>The column with the key of a row's customer: a number, a UUID or a text.</summary>
    public string Customer { get; }

    /// <summary>The column with the ISO 4217 code of a row's currency, where there is one: a row in another currency is a finding. <see langword="null"/> by default.</summary>
    public string? CurrencyColumn
    {
        get => currencyColumn;
        init
        {
            if (value is not null)
            {
                SqlTable.RequireIdentifier(value, nameof(value));
            }

            currencyColumn = value;
        }
    }

    /// <summary>Whether each answer is preceded by a check of the source, and is refused where there are findings. True by default; one more scan.</summary>
    public bool IsChecked { get; init; } = true;

    /// <summary>The table, and the engine.</summary>
    public override string ToString() => FormattableString.Invariant($"{Table} in {Database.Dialect}");
}
