using NodaTime;

namespace Retention.Metrics;

/// <summary>Collects orders one by one, from a reader or a query that streams, and builds a timeline of them.</summary>
/// <remarks>
/// <para><b>Cost:</b> 24 bytes an order while orders are added, 48 at the peak while the timeline is built, and the table of keys; building is linear,
/// whatever the order of the rows, and uses all cores. A whole number as key that is small beside the number of orders needs no table.</para>
/// <para><b>Keys:</b> numbers, UUIDs and texts cannot be chosen so that building takes longer: their hashes have a seed of the process. A key type of
/// one's own, or a tuple, is hashed by its own <see cref="object.GetHashCode"/>, which must differ for most keys.</para>
/// </remarks>
/// <example><code>
/// var orders = new OrderTimelineBuilder&lt;long&gt;(Currency.Eur);
/// foreach (var sale in sales)
/// {
///     orders.Add(sale.Customer, sale.At, sale.Cents);
/// }
///
/// OrderTimeline orderTimeline = orders.Build();
/// </code></example>
/// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
public sealed class OrderTimelineBuilder<TCustomer>
    where TCustomer : notnull
{
    private readonly AsyncRanges ranges = new();
    private readonly Currency currency;
    private readonly long factor;
    private OrderRowCollector<TCustomer> orders;

    /// <summary>A builder without orders.</summary>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="expectedOrders">How many orders will come, where that is known; else they are collected in blocks.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedOrders"/> is negative.</exception>
    public OrderTimelineBuilder(Currency currency, int expectedOrders = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedOrders);
        this.currency = currency;
        factor = currency.MillionthsPerMinorUnit;
        orders = new OrderRowCollector<TCustomer>(expectedOrders);
    }

    /// <summary>How many orders were added since the last timeline was built.</summary>
    public int Count => orders.Count;

    /// <summary>Adds an order.</summary>
    /// <param name="customer">Who ordered.</param>
    /// <param name="at">When.</param>
    /// <param name="minorUnits">For how much, counted in the currency's smallest unit: 4900 is 49.00 EUR.</param>
    /// <exception cref="ArgumentException">The amount is negative, or the key is blank.</exception>
    /// <exception cref="OverflowException">The amount does not fit into 64 bits of millionths.</exception>
    public void Add(TCustomer customer, Instant at, long minorUnits)
    {
        orders.Add(customer, at, OrderRowCollector<TCustomer>.Millionths(minorUnits, factor, orders.Count));
    }

    /// <summary>Adds an order.</summary>
    /// <param name="customer">Who ordered.</param>
    /// <param name="at">When.</param>
    /// <param name="amount">For how much, with at most six decimals.</param>
    /// <exception cref="ArgumentException">The amount is negative, of another currency or has more than six decimals, or the key is blank.</exception>
    /// <exception cref="OverflowException">The amount does not fit into 64 bits of millionths.</exception>
    public void Add(TCustomer customer, Instant at, Money amount)
    {
        if (amount.Currency != currency)
        {
            throw new ArgumentException(FormattableString.Invariant($"Customer {customer} ordered for {amount}; the builder takes {currency}, and a timeline has one currency."), nameof(amount));
        }

        orders.Add(customer, at, OrderRowCollector<TCustomer>.Millionths(amount, orders.Count));
    }

    /// <summary>Adds orders as they are read from a query, a queue or any other stream.</summary>
    /// <remarks>A cancellation or an exception stops between two rows. The builder then lacks rows, and refuses to build.</remarks>
    /// <typeparam name="TRow">A row of the stream.</typeparam>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="add">Adds a row to the builder that it is given, which is this one.</param>
    /// <param name="cancellation">Stops reading; also given to the stream.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task AddRangeAsync<TRow>(IAsyncEnumerable<TRow> rows, Action<OrderTimelineBuilder<TCustomer>, TRow> add, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(add);
        return ranges.AddAsync(rows, row => add(this, row), cancellation);
    }

    /// <summary>Builds a timeline of the orders and removes them: the builder is empty again.</summary>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="InvalidOperationException">A range of rows was not added to its end.</exception>
    public OrderTimeline Build(ExecutionOptions? execution = null)
    {
        ranges.RequireComplete();
        OrderRowCollector<TCustomer> taken = orders;
        orders = new OrderRowCollector<TCustomer>(expectedOrders: 0);
        return OrderTimeline.Of(taken, MetricPolicy.Default, currency, execution ?? ExecutionOptions.Default);
    }

    /// <summary>How many orders were added.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} orders");
}
