using System.Collections;

namespace Retention.Metrics;

/// <summary>Average order value, purchase frequency, repeat and returning customers and revenue per customer, per period and overall.</summary>
/// <remarks>
/// <para><b>Formula:</b> over the orders that count; each rate's own type has its definition. A refund reduces its order in the order's own
/// period; an order of 0.00 counts. The days between orders are an answer of their own, <see cref="DaysBetweenOrders"/>.</para>
/// <para><b>Unit:</b> orders, customers, money.</para>
/// <para><b>Undefined:</b> each rate says when.</para>
/// <para><b>Cost:</b> one pass over the orders; memory for each period, none for each customer.</para>
/// <para><b>Source:</b> docs/metrics/orders.md.</para>
/// </remarks>
/// <example><code>
/// OrderMetrics january = book.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
/// january[0].PurchaseFrequency.Value;   // 2
/// january[0].RepeatCustomerRate.Value;  // 1
/// </code></example>
public sealed class OrderMetrics : IReadOnlyList<OrderMetricsRow>, IEquatable<OrderMetrics>
{
    private readonly OrderMetricsRow[] rows;

    private OrderMetrics(ReportingPeriods periods, Currency currency, IEnumerable<OrderTotals> totals, OrderTotals overall)
    {
        Periods = periods;
        Currency = currency;
        rows = [.. totals.Select((one, period) => new OrderMetricsRow(periods[period], currency, in one))];
        Overall = new OrderMetricsRow(periods.Total, currency, in overall);
    }

    /// <summary>Makes order metrics of the totals of each period, wherever they were computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="totals">The totals, one for each period.</param>
    /// <param name="overall">The totals of all periods as one: a customer with orders in two of them is one customer.</param>
    /// <exception cref="ArgumentException">There is not one for each period, or the totals of a period or of all periods contradict each other; the message names the period.</exception>
    public static OrderMetrics FromTotals(ReportingPeriods periods, Currency currency, IReadOnlyList<OrderTotals> totals, OrderTotals overall)
    {
        ArgumentNullException.ThrowIfNull(periods);
        TotalsArgument.RequireOnePerPeriod(periods, totals);
        for (int period = 0; period < totals.Count; period++)
        {
            TotalsArgument.RequireNoContradiction(periods, period, totals, totals[period].Contradiction());
        }

        return overall.Contradiction(totals) is { } contradiction
            ? throw new ArgumentException(FormattableString.Invariant($"Totals of all periods: {contradiction}."), nameof(overall))
            : new OrderMetrics(periods, currency, totals, overall);
    }

    /// <summary>The periods, one row each.</summary>
    public ReportingPeriods Periods { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>How many periods there are.</summary>
    public int Count => rows.Length;

    /// <summary>All periods as one: a customer who ordered in two of them is one customer.</summary>
    public OrderMetricsRow Overall { get; }

    /// <summary>The figures of a period.</summary>
    public OrderMetricsRow this[int index] => rows.At(index);

    /// <summary>Adds the figures of other customers: exact, whatever the split.</summary>
    /// <remarks>
    /// That the two parts share no customer is the caller's promise. A part without orders and without a stated currency merges with any.
    /// </remarks>
    /// <exception cref="ArgumentException">Periods or currency differ.</exception>
    public OrderMetrics Merge(OrderMetrics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Periods.Equals(other.Periods) || Currency.Common(Currency, IsEmpty, other.Currency, other.IsEmpty) is not { } currency)
        {
            throw new ArgumentException(FormattableString.Invariant($"The other part covers {other.Periods} in {other.Currency}, this one {Periods} in {Currency}; parts merge when periods and currency agree."), nameof(other));
        }

        return new OrderMetrics(Periods, currency, rows.Zip(other.rows, (left, right) => left.Totals + right.Totals), Overall.Totals + other.Overall.Totals);
    }

    /// <inheritdoc/>
    public IEnumerator<OrderMetricsRow> GetEnumerator() => ((IEnumerable<OrderMetricsRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(OrderMetrics? left, OrderMetrics? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(OrderMetrics? left, OrderMetrics? right) => !Equals(left, right);

    /// <summary>Whether all figures are equal.</summary>
    public bool Equals(OrderMetrics? other) =>
        other is not null && Periods.Equals(other.Periods) && Currency == other.Currency && Overall.Totals == other.Overall.Totals
        && rows.Select(row => row.Totals).SequenceEqual(other.rows.Select(row => row.Totals));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrderMetrics);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Periods, Currency, Overall.Totals);

    internal static Money Amount(Int128 millionths, Currency currency) => currency.Amount((decimal)millionths / RecurringRevenue.MillionthsPerUnit);

    private bool IsEmpty => Overall.Orders == 0;
}
