namespace Retention.Metrics.Sql;

/// <summary>A table of levels: a row says what a subscription pays from an instant on, and 0 where it ends.</summary>
/// <example><code>
/// var levels = new SqlLevels(database, "levels", Currency.Eur, "customer", "subscription", SqlTime.Instant("at"), SqlAmount.MinorUnits("cents").Times(12));
/// RollForward answer = await levels.RollForwardAsync(periods);
/// </code></example>
public sealed class SqlLevels : SqlRevenue
{
    private readonly string? sequence;

    /// <summary>A source of levels.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table, view or trusted query.</param>
    /// <param name="currency">The one currency of all amounts.</param>
    /// <param name="customer">The column with the key of the customer.</param>
    /// <param name="subscription">The column with the key of the subscription; that of the customer where each has one.</param>
    /// <param name="at">The column with the instant from which on the level holds.</param>
    /// <param name="amount">The column with the level; multiplied so that it is what is paid in a year.</param>
    public SqlLevels(SqlDatabase database, SqlTable table, Currency currency, string customer, string subscription, SqlTime at, SqlAmount amount)
        : base(database, table, currency, customer, amount)
    {
        SqlTable.RequireIdentifier(subscription, nameof(subscription));
        ArgumentNullException.ThrowIfNull(at);
        Subscription = subscription;
        At = at;
    }

    /// <summary>The column with the key of a row's subscription.</summary>
    public string Subscription { get; }

    /// <summary>The column with the instant of a row.</summary>
    public SqlTime At { get; }

    /// <summary>The column that orders rows of one subscription at one instant, the last of which counts; without it they must be equal. <see langword="null"/> by default.</summary>
    public string? Sequence
    {
        get => sequence;
        init
        {
            if (value is not null)
            {
                SqlTable.RequireIdentifier(value, nameof(value));
            }

            sequence = value;
        }
    }
}
