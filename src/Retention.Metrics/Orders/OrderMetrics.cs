using System.Text.Json.Serialization;

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
/// OrderMetrics january = orders.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
/// january[0].PurchaseFrequency.Value;   // 2
/// january[0].RepeatCustomerRate.Value;  // 1
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("OrderTimeline.Metrics or OrderMetrics.FromTotals")]
public sealed class OrderMetrics : PeriodAnswer<OrderMetrics, OrderMetricsRow>
{
    private readonly PeriodTotals<OrderTotals> totals;

    /// <summary>Makes the answer of totals: those of each period, and as the last those of all periods as one.</summary>
    private OrderMetrics(ReportingPeriods periods, Currency currency, PeriodTotals<OrderTotals> totals)
        : base(periods, currency, [], totals, periods.Zip(totals.All, (period, one) => new OrderMetricsRow(period, currency, in one)))
    {
        this.totals = totals;
        Currency = currency;
        Overall = new OrderMetricsRow(periods.Total, currency, totals.All[^1]);
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
            : new OrderMetrics(periods, currency, new PeriodTotals<OrderTotals>([.. totals, overall]));
    }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>All periods as one: a customer who ordered in two of them is one customer.</summary>
    public OrderMetricsRow Overall { get; }

    internal static Money Amount(Int128 millionths, Currency currency) => currency.Amount((decimal)millionths / RecurringRevenue.MillionthsPerUnit);

    private protected override OrderMetrics Plus(OrderMetrics other, Currency currency) => new(Periods, currency, totals.Plus(other.totals));

    private protected override void WriteHead(JsonAnswerWriter json)
    {
        base.WriteHead(json);
        json.Add("currency", Currency);
    }

    private protected override void WriteRows(JsonAnswerWriter json)
    {
        base.WriteRows(json);
        json.Add("overall", Overall);
    }
}
