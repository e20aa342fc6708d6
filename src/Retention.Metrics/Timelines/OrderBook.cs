using NodaTime;

namespace Retention.Metrics;

/// <summary>The orders that count, by customer and time, in one currency: the columns every order figure is read from.</summary>
/// <remarks>
/// <para>Customers stand one after another, each with the instants and amounts of their orders: 16 bytes an order.</para>
/// <para><b>Cost:</b> building sorts what is not sorted; every figure afterwards is one pass over the columns.</para>
/// </remarks>
/// <example><code>
/// OrderBook book = OrderBook.FromHistory(orders);
/// OrderMetrics march = book.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1)));
/// march[0].AverageOrderValue.Value; // 40
/// </code></example>
public sealed partial class OrderBook
{
    private readonly ICustomerNames names;

    private OrderBook(MetricPolicy policy, Currency currency, OrderColumns columns, ICustomerNames names)
    {
        Policy = policy;
        Currency = currency;
        Columns = columns;
        this.names = names;
    }

    /// <summary>The policy that said which orders count, and with how much.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The one currency of the book.</summary>
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

    /// <summary>Applies a policy to a checked history: which orders count, and with how much.</summary>
    /// <param name="history">The history; all its orders are in one currency.</param>
    /// <param name="policy">What cancelled orders and refunds do; the default policy if left out.</param>
    /// <exception cref="ArgumentException">The history holds several currencies: they do not add without rates.</exception>
    public static OrderBook FromHistory(OrderHistory history, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        policy ??= MetricPolicy.Default;
        var rows = new OrderGathering<CustomerId>(history.Count);
        Currency? currency = null;
        foreach (Order order in history.Orders)
        {
            currency ??= order.Amount.Currency;
            if (order.Amount.Currency != currency)
            {
                throw new ArgumentException(FormattableString.Invariant($"The history holds {currency} and {order.Amount.Currency}; unlike currencies add only with a source of rates."), nameof(history));
            }

            if (order.Status == OrderStatus.Cancelled && policy.CancelledOrders == CancelledOrders.LeftOut)
            {
                continue;
            }

            Money kept = policy.Refunds == Refunds.Subtracted ? order.Amount - order.Refund : order.Amount;
            _ = RecurringRevenue.TryMillionths(kept.Amount, out Int128 millionths);
            rows.Add(order.Customer, order.OrderedAt, (long)millionths);
        }

        return Of(rows, policy, currency ?? Currency.None, Execution.Default);
    }

    /// <summary>Takes orders that stand in columns, without an object for each.</summary>
    /// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="customers">The customer of each order.</param>
    /// <param name="at">The instant of each order.</param>
    /// <param name="minorUnits">The amount of each order, counted in the currency's smallest unit: 4900 is 49.00 EUR.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or an amount is negative.</exception>
    /// <exception cref="OverflowException">An amount does not fit into 64 bits of millionths.</exception>
    public static OrderBook FromColumns<TCustomer>(Currency currency, ReadOnlySpan<TCustomer> customers, ReadOnlySpan<Instant> at, ReadOnlySpan<long> minorUnits, Execution? execution = null)
        where TCustomer : notnull
    {
        if (at.Length != customers.Length || minorUnits.Length != customers.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"The columns have {customers.Length}, {at.Length} and {minorUnits.Length} rows; they must have the same number."), nameof(customers));
        }

        (OrderColumns columns, ICustomerNames names) = OrderGathering<TCustomer>.Build(customers, at, minorUnits, currency.MillionthsPerMinorUnit, execution ?? Execution.Default);
        return new OrderBook(MetricPolicy.Default, currency, columns, names);
    }

    /// <summary>Computes the order metrics of each period and of all of them together.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    public OrderMetrics Metrics(ReportingPeriods periods, Execution? execution = null) => Columns.Ask(new OrderMetricsQuestion(this, periods, segments: null), execution ?? Execution.Default)[0];

    /// <summary>Computes the order metrics of each period for each segment; the segments pool to the whole.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="segmentation">The segments.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    public BySegment<OrderMetrics> Metrics(ReportingPeriods periods, Segmentation segmentation, Execution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(segmentation);
        SegmentColumn segments = segmentation.Over(this);
        return BySegment.Of(segments, Columns.Ask(new OrderMetricsQuestion(this, periods, segments), execution ?? Execution.Default), static (left, right) => left.Merge(right));
    }

    /// <summary>Computes recency, frequency and monetary value of every customer who has ordered by a day.</summary>
    /// <inheritdoc cref="RfmTable" path="/remarks"/>
    /// <param name="zone">The time zone whose days count.</param>
    /// <param name="end">The last day of observation, inclusive.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    /// <exception cref="OverflowException">What a customer has ordered for does not fit into 64 bits of millionths.</exception>
    public RfmTable Rfm(DateTimeZone zone, LocalDate end, Execution? execution = null) => Columns.Ask(new RfmQuestion(this, zone, end), execution ?? Execution.Default);

    /// <summary>Computes the share of first-time customers who order again within a number of days.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> of the customers whose first order ever lies in the period and whose n × 24 hours after it have ended by
    /// <paramref name="asOf"/>: those with another order no later than n × 24 hours after the first, out of all.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> where nobody's days have ended yet.</para>
    /// <para><b>Cost:</b> the first two orders of each customer.</para>
    /// <para><b>Source:</b> Tresl, "What is repeat on the customer cohort page".</para>
    /// </remarks>
    /// <example><code>
    /// ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));
    /// book.RepeatWithin(january, days: 30, asOf: Instant.FromUtc(2026, 3, 1, 0, 0))[0].Value; // 1
    /// </code></example>
    /// <param name="periods">The periods, one ratio each.</param>
    /// <param name="days">How many days, at least 1.</param>
    /// <param name="asOf">The instant up to which orders are known.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500.</exception>
    public IReadOnlyList<Ratio> RepeatWithin(ReportingPeriods periods, int days, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (days is < 1 or > 36_500)
        {
            throw new ArgumentOutOfRangeException(nameof(days), days, "1 to 36,500 days.");
        }

        PeriodIndex index = PeriodIndex.Over(periods);
        long window = days * NodaConstants.TicksPerDay, known = asOf.ToUnixTimeTicks();
        var repeated = new long[periods.Count];
        var mature = new long[periods.Count];
        for (int customer = 0; customer < CustomerCount; customer++)
        {
            int first = Columns.Offsets[customer], end = Columns.Offsets[customer + 1];
            if (first == end || Columns.Time[first] < index.Bounds[0] || Columns.Time[first] >= index.Bounds[^1] || Columns.Time[first] + window >= known)
            {
                continue;
            }

            int period = index.Of(Columns.Time[first]);
            mature[period]++;
            repeated[period] += first + 1 < end && Columns.Time[first + 1] <= Columns.Time[first] + window ? 1 : 0;
        }

        return [.. repeated.Zip(mature, (again, all) => RepeatCustomers.Rate(again, all))];
    }

    /// <summary>Names the customers behind a figure; their orders add up to it.</summary>
    /// <param name="periods">The periods of the metrics.</param>
    /// <param name="figure">The figure.</param>
    /// <returns>By customer, then by period.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="figure"/> is not one of the enumeration.</exception>
    public IEnumerable<OrderContribution> Explain(ReportingPeriods periods, OrderFigure figure)
    {
        ArgumentNullException.ThrowIfNull(periods);
        return Enum.IsDefined(figure)
            ? OrderMetrics.Explain(this, periods, figure)
            : throw new ArgumentOutOfRangeException(nameof(figure), figure, $"One of {string.Join(", ", Enum.GetNames<OrderFigure>())}.");
    }

    /// <summary>Makes a book of orders that were gathered.</summary>
    internal static OrderBook Of<TCustomer>(OrderGathering<TCustomer> rows, MetricPolicy policy, Currency currency, Execution execution)
        where TCustomer : notnull
    {
        (OrderColumns columns, ICustomerNames names) = rows.Build(execution);
        return new OrderBook(policy, currency, columns, names);
    }

    /// <summary>The customer at a position of the columns.</summary>
    internal CustomerId CustomerAt(int index) => names.NameOf(index);

    /// <summary>Who the customers are.</summary>
    internal ICustomerNames Names => names;
}
