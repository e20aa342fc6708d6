using NodaTime;

namespace Retention.Metrics;

/// <summary>The orders that count, by customer and time, in one currency: the columns every order figure is read from.</summary>
/// <remarks>
/// <para>Customers are stored one after another, each with the instants and amounts of their orders: 16 bytes an order.</para>
/// <para><b>Cost:</b> building sorts what is not sorted; every figure afterwards is one pass over the columns.</para>
/// </remarks>
/// <example><code>
/// OrderTimeline timeline = OrderTimeline.FromHistory(orders);
/// OrderMetrics march = timeline.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1)));
/// march[0].AverageOrderValue.Value; // 40
/// </code></example>
public sealed partial class OrderTimeline
{
    private readonly ICustomerNames names;

    private OrderTimeline(MetricPolicy policy, Currency currency, OrderColumns columns, ICustomerNames names)
    {
        Policy = policy;
        Currency = currency;
        Columns = columns;
        this.names = names;
    }

    /// <summary>The policy that said which orders count, and with how much.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The one currency of all orders.</summary>
    public Currency Currency { get; }

    /// <summary>How many customers have an order that counts.</summary>
    public int CustomerCount => Columns.Offsets.Length - 1;

    /// <summary>How many orders count.</summary>
    public int OrderCount => Columns.Time.Length;

    /// <summary>The instant of the first order of all, or <see langword="null"/> where there is none.</summary>
    public Instant? FirstOrder => OrderCount == 0 ? null : Instant.FromUnixTimeTicks(Columns.Earliest);

    /// <summary>The instant of the last order of all, or <see langword="null"/> where there is none.</summary>
    public Instant? LastOrder => OrderCount == 0 ? null : Instant.FromUnixTimeTicks(Columns.Latest);

    internal OrderColumns Columns { get; }

    /// <summary>The customers, with the position of each.</summary>
    internal CustomerList CustomerList => new(names, CustomerCount);

    /// <summary>Applies a policy to a checked history: which orders count, and with how much.</summary>
    /// <param name="history">The history; all its orders are in one currency.</param>
    /// <param name="policy">What cancelled orders and refunds do; the default policy if left out.</param>
    /// <exception cref="ArgumentException">The history holds several currencies: they do not add without rates.</exception>
    public static OrderTimeline FromHistory(OrderHistory history, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        return FromHistory(history, policy ?? MetricPolicy.Default, ExecutionOptions.Default);
    }

    /// <summary>Applies a policy to a checked history, on several threads.</summary>
    internal static OrderTimeline FromHistory(OrderHistory history, MetricPolicy policy, ExecutionOptions execution, Currency ifEmpty = default)
    {
        var rows = new OrderHistoryRows(history, policy);
        Currency currency = history.Count == 0 ? ifEmpty : history.OnlyCurrency() ?? throw SeveralCurrencies(history);
        IFactIds<CustomerId> customers = history.Facts.CustomerIds;
        PartitionedOrders partitioned = PartitionedOrders.Of(rows, history.Facts.CustomerCount, execution.Stage(0, 0.3));
        (OrderColumns columns, int[]? numbers) = partitioned.Build(execution.Stage(0.3, 1));
        return new OrderTimeline(policy, currency, columns, new OrderHistoryCustomers(customers, numbers));
    }

    private static ArgumentException SeveralCurrencies(OrderHistory history)
    {
        Currency first = history[0].Amount.Currency, other = history.First(order => order.Amount.Currency != first).Amount.Currency;
        return new ArgumentException(FormattableString.Invariant($"The history holds {first} and {other}; unlike currencies add only with a source of rates."), nameof(history));
    }

    /// <summary>Builds a timeline of orders in columns, without an object for each.</summary>
    /// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="customers">The customer of each order.</param>
    /// <param name="at">The instant of each order.</param>
    /// <param name="minorUnits">The amount of each order, counted in the currency's smallest unit: 4900 is 49.00 EUR.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or an amount is negative.</exception>
    /// <exception cref="OverflowException">An amount does not fit into 64 bits of millionths.</exception>
    public static OrderTimeline FromColumns<TCustomer>(Currency currency, ReadOnlySpan<TCustomer> customers, ReadOnlySpan<Instant> at, ReadOnlySpan<long> minorUnits, ExecutionOptions? execution = null)
        where TCustomer : notnull
    {
        if (at.Length != customers.Length || minorUnits.Length != customers.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"The columns have {customers.Length}, {at.Length} and {minorUnits.Length} rows; they must have the same number."), nameof(customers));
        }

        (OrderColumns columns, ICustomerNames names) = OrderRowCollector<TCustomer>.Build(customers, at, minorUnits, currency.MillionthsPerMinorUnit, execution ?? ExecutionOptions.Default);
        return new OrderTimeline(MetricPolicy.Default, currency, columns, names);
    }

    /// <summary>Makes a timeline of collected orders.</summary>
    internal static OrderTimeline Of<TCustomer>(OrderRowCollector<TCustomer> rows, MetricPolicy policy, Currency currency, ExecutionOptions execution)
        where TCustomer : notnull
    {
        (OrderColumns columns, ICustomerNames names) = rows.Build(execution);
        return new OrderTimeline(policy, currency, columns, names);
    }

    /// <summary>The customer at a position of the columns.</summary>
    internal CustomerId CustomerAt(int index) => names.NameOf(index);

    /// <summary>Who the customers are.</summary>
    internal ICustomerNames Names => names;

    /// <summary>How much there is in it.</summary>
    public override string ToString() => FormattableString.Invariant($"{OrderCount} orders of {CustomerCount} customers, {Currency}");
}
