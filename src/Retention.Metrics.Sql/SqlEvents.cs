namespace Retention.Metrics.Sql;

/// <summary>A table of subscription events, to read a history of: a row says what happened to a subscription at an instant.</summary>
/// <remarks>
/// <para>The kind of an event is the name of a type of <see cref="SubscriptionEvent"/>, in any case and with or without underscores: <c>started</c>, <c>price_changed</c>,
/// <c>ended</c>. A price is needed by <c>started</c> and <c>price_changed</c>, and not looked at in other rows.</para>
/// <para>A history has every answer and every policy: renewals, pauses, reasons, triggers. It is read, and never computed in the database.</para>
/// </remarks>
/// <example><code>
/// var events = new SqlEvents(database, "events", Currency.Eur, "customer", "subscription", SqlTime.Instant("at"), "kind", SqlAmount.MinorUnits("cents"));
/// SubscriptionHistory history = await events.ReadHistoryAsync();
/// </code></example>
public sealed class SqlEvents
{
    private readonly string? reason, eventId, intervalMonths;

    /// <summary>A source of events.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table, view or trusted query.</param>
    /// <param name="currency">The one currency of all prices.</param>
    /// <param name="customer">The column with the key of the customer.</param>
    /// <param name="subscription">The column with the key of the subscription.</param>
    /// <param name="at">The column with the instant at which the event takes effect.</param>
    /// <param name="kind">The column with the kind of the event.</param>
    /// <param name="price">The column with what is charged for one billing interval.</param>
    public SqlEvents(SqlDatabase database, SqlTable table, Currency currency, string customer, string subscription, SqlTime at, string kind, SqlAmount price)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(price);
        SqlTable.RequireIdentifier(customer, nameof(customer));
        SqlTable.RequireIdentifier(subscription, nameof(subscription));
        SqlTable.RequireIdentifier(kind, nameof(kind));
        Database = database;
        Table = table;
        Currency = currency;
        Customer = customer;
        Subscription = subscription;
        At = at;
        Kind = kind;
        Price = price;
    }

    /// <summary>The database.</summary>
    public SqlDatabase Database { get; }

    /// <summary>The table, view or query.</summary>
    public SqlTable Table { get; }

    /// <summary>The one currency of all prices.</summary>
    public Currency Currency { get; }

    /// <summary>The column with the key of a row's customer.</summary>
    public string Customer { get; }

    /// <summary>The column with the key of a row's subscription.</summary>
    public string Subscription { get; }

    /// <summary>The column with the instant of a row.</summary>
    public SqlTime At { get; }

    /// <summary>The column with the kind of a row.</summary>
    public string Kind { get; }

    /// <summary>The column with the price of a row.</summary>
    public SqlAmount Price { get; }

    /// <summary>The column with the months of a billing interval, such as 1 or 12; every price is monthly without it. <see langword="null"/> by default.</summary>
    public string? IntervalMonths
    {
        get => intervalMonths;
        init => intervalMonths = Optional(value);
    }

    /// <summary>The column with the instant at which a scheduled cancellation takes effect; needed where there are any. <see langword="null"/> by default.</summary>
    public SqlTime? EffectiveAt { get; init; }

    /// <summary>The column with the reason of an end or a cancellation: <c>voluntary</c>, <c>involuntary</c>, or a code of your own. <see langword="null"/> by default.</summary>
    public string? Reason
    {
        get => reason;
        init => reason = Optional(value);
    }

    /// <summary>The column with an id of the event: with one, reading it twice is harmless. <see langword="null"/> by default.</summary>
    public string? EventId
    {
        get => eventId;
        init => eventId = Optional(value);
    }

    /// <summary>The table, and the engine.</summary>
    public override string ToString() => FormattableString.Invariant($"{Table} in {Database.Dialect}");

    private static string? Optional(string? column, [System.Runtime.CompilerServices.CallerMemberName] string? name = null)
    {
        if (column is not null)
        {
            SqlTable.RequireIdentifier(column, name!);
        }

        return column;
    }
}
