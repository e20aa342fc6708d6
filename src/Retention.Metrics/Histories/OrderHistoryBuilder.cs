using NodaTime;

namespace Retention.Metrics;

/// <summary>Takes orders one by one, from a reader or a query that streams, and makes a history of them: without an object for an order.</summary>
/// <remarks>
/// <para>Any order of calls gives the same history. An order that is completed and never changes needs no history: see <see cref="OrderTimelineBuilder{TCustomer}"/>.</para>
/// <para><b>Cost:</b> 16 to 24 bytes an order, and the tables of keys and ids. Checking is linear but for orders of one id.</para>
/// <para><b>Keys:</b> as in <see cref="OrderTimelineBuilder{TCustomer}"/>. The id of a customer is the text of its key.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
/// <example><code>
/// var builder = new OrderHistoryBuilder&lt;Guid&gt;();
/// foreach (var sale in sales)
/// {
///     builder.Add(sale.Customer, sale.At, Currency.Eur.Amount(sale.Total), sale.Number);
/// }
///
/// OrderHistory orders = builder.Build();
/// </code></example>
/// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
public sealed class OrderHistoryBuilder<TCustomer>
    where TCustomer : notnull
{
    private readonly AsyncRanges ranges = new();
    private OrderFactsBuilder<TCustomer> facts = new();

    /// <summary>How many orders were added since the last history was made.</summary>
    public int Count => facts.Count;

    /// <summary>Adds an order.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="orderedAt">When the order was placed.</param>
    /// <param name="amount">Its amount before refunds.</param>
    /// <param name="id">Its id, if it has one: an order that is added again under its id supersedes or repeats the one before.</param>
    /// <param name="status">What became of it.</param>
    /// <param name="refunded">How much was paid back, if that is known.</param>
    /// <param name="recordedAt">When this became known, if that is recorded.</param>
    /// <exception cref="ArgumentException">The key or the id is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not a member of <see cref="OrderStatus"/>.</exception>
    public void Add(TCustomer customer, Instant orderedAt, Money amount, OrderId? id = null, OrderStatus status = OrderStatus.Completed, Money? refunded = null, Instant? recordedAt = null)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (!Enum.IsDefined(status))
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, $"A status is {string.Join(", ", Enum.GetNames<OrderStatus>())}.");
        }

        if (id == default(OrderId))
        {
            throw new ArgumentException("The id of an order is blank; leave it out where an order has none.", nameof(id));
        }

        facts.Add(customer, id, orderedAt, amount, status, refunded, recordedAt);
    }

    /// <summary>Adds orders as they are read from a query, a queue or any other stream.</summary>
    /// <remarks>A cancellation or an exception stops between two rows. The builder then lacks rows, and refuses to build.</remarks>
    /// <typeparam name="TRow">A row of the stream.</typeparam>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="add">Adds a row to the builder that it is given, which is this one.</param>
    /// <param name="cancellation">Stops reading; also given to the stream.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task AddRangeAsync<TRow>(IAsyncEnumerable<TRow> rows, Action<OrderHistoryBuilder<TCustomer>, TRow> add, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(add);
        return ranges.AddAsync(rows, row => add(this, row), cancellation);
    }

    /// <summary>Makes a history of the orders and removes them: the builder is empty again.</summary>
    /// <exception cref="InvalidHistoryException">They cannot all be true; the exception lists every finding.</exception>
    /// <exception cref="InvalidOperationException">A range of rows was not added to its end.</exception>
    public OrderHistory Build() => OrderHistory.Required(Check());

    /// <summary>Lists what is wrong with the orders, beside the history of those that are valid, and removes them: the builder is empty again.</summary>
    /// <exception cref="InvalidOperationException">A range of rows was not added to its end.</exception>
    public HistoryCheck<OrderHistory, OrderFinding> Check()
    {
        ranges.RequireComplete();
        OrderFactsBuilder<TCustomer> taken = facts;
        facts = new();
        return OrderHistory.CheckAll(taken.Build());
    }

    /// <summary>How many orders were added.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} orders");
}
