using System.Collections;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Average order value, purchase frequency, repeat and returning customers, revenue per customer and time between orders, per period and overall.</summary>
/// <remarks>
/// <para><b>Formula:</b> over the orders that count; each rate's own type has its definition. A refund reduces its order in the order's own
/// period; an order of 0.00 counts. Days between orders are whole local days between consecutive orders of a customer, counted in the period of
/// the later one.</para>
/// <para><b>Unit:</b> orders, customers, money, days.</para>
/// <para><b>Undefined:</b> each rate says when.</para>
/// <para><b>Cost:</b> one pass over the orders, a second when days between orders are first asked for; memory for each period, none for each
/// customer.</para>
/// <para><b>Source:</b> docs/metrics/orders.md.</para>
/// </remarks>
/// <example><code>
/// OrderMetrics january = book.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
/// january[0].PurchaseFrequency.Value;          // 2
/// january[0].RepeatCustomerRate.Value;         // 1
/// january.Overall.DaysBetweenOrders.Median;    // 4
/// </code></example>
public sealed class OrderMetrics : IReadOnlyList<OrderMetricsRow>, IEquatable<OrderMetrics>
{
    private readonly OrderSums[] sums;
    private readonly Lazy<DayHistogram[]> gaps;
    private readonly OrderMetricsRow[] rows;

    internal OrderMetrics(ReportingPeriods periods, Currency currency, OrderSums[] sums, Func<DayHistogram[]> daysBetween)
    {
        Periods = periods;
        Currency = currency;
        this.sums = sums;
        gaps = new Lazy<DayHistogram[]>(daysBetween);
        rows = [.. periods.Select((period, i) => new OrderMetricsRow(period, currency, sums[i], () => gaps.Value[i]))];
        Overall = new OrderMetricsRow(periods.Total, currency, sums[^1], () => gaps.Value[^1]);
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
        if (!Periods.Equals(other.Periods) || Currency.Common(Currency, Overall.Orders == 0, other.Currency, other.Overall.Orders == 0) is not { } currency)
        {
            throw new ArgumentException(FormattableString.Invariant($"The other part covers {other.Periods} in {other.Currency}, this one {Periods} in {Currency}; parts merge when periods and currency agree."), nameof(other));
        }

        OrderSums[] merged = [.. sums];
        OrderSums.AddAll(merged, other.sums);
        return new OrderMetrics(Periods, currency, merged, () => OrderGaps.Merge(gaps.Value, other.gaps.Value));
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
        other is not null && Periods.Equals(other.Periods) && Currency == other.Currency && sums.AsSpan().SequenceEqual(other.sums)
        && gaps.Value.AsSpan().SequenceEqual(other.gaps.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrderMetrics);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Periods, Currency, sums[^1]);

    internal static IEnumerable<OrderContribution> Explain(OrderTimeline book, ReportingPeriods periods, OrderFigure figure)
    {
        OrderColumns columns = book.Columns;
        PeriodIndex index = PeriodIndex.Over(periods);
        for (int customer = 0; customer < book.CustomerCount; customer++)
        {
            int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
            for (int i = FirstAtOrAfter(columns, first, end, index.Bounds[0]), next; i < end && columns.Time[i] < index.Bounds[^1]; i = next)
            {
                int period = index.Of(columns.Time[i]);
                next = FirstAtOrAfter(columns, i, end, index.Bounds[period + 1]);
                bool asked = figure switch
                {
                    OrderFigure.RepeatCustomers => next - i >= 2,
                    OrderFigure.ReturningCustomers => next - first >= 2,
                    OrderFigure.OneTimeCustomers => next - i == 1,
                    _ => true,
                };
                if (asked)
                {
                    yield return new OrderContribution(periods[period], book.CustomerAt(customer), next - i, Amount(Sum(columns.Amount.AsSpan(i, next - i)), book.Currency));
                }
            }
        }
    }

    internal static Money Amount(Int128 millionths, Currency currency) => currency.Amount((decimal)millionths / RecurringRevenue.MillionthsPerUnit);

    private static int FirstAtOrAfter(OrderColumns columns, int from, int end, long ticks)
    {
        while (from < end && columns.Time[from] < ticks)
        {
            from++;
        }

        return from;
    }

    private static Int128 Sum(ReadOnlySpan<long> amounts)
    {
        Int128 sum = 0;
        foreach (long amount in amounts)
        {
            sum += amount;
        }

        return sum;
    }
}
