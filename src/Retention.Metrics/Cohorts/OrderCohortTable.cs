using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Cohorts of buyers by the period of their first order, and what they ordered period by period.</summary>
/// <remarks>
/// <para><b>Formula:</b> a cohort is every customer with their first order ever in a period. Column k has the members with at least one order in
/// the k-th period after, their orders and the revenue of those; each as an amount, out of the base, and out of the column before. The base
/// is taken right after each member's first order. Who stays away and comes back counts again, in the cohort of the first order.</para>
/// <para><b>Unit:</b> customers, orders, money; shares have none.</para>
/// <para><b>Undefined:</b> a cell of a period that has not ended is absent, never 0; the shares of an empty cohort are undefined.</para>
/// <para><b>Cost:</b> one pass over the orders; memory for each mature cell, none for each customer.</para>
/// <para><b>Source:</b> docs/metrics/cohorts.md.</para>
/// </remarks>
/// <example><code>
/// OrderCohortTable cohorts = orderTimeline.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
/// cohorts[0].Size;                        // 2
/// cohorts[0][1]!.CustomerRetention.Value; // 0.5
/// cohorts[0][1]!.RevenuePerMember.Value;  // 75
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("OrderTimeline.Cohorts or OrderCohortTable.FromTotals")]
public sealed class OrderCohortTable : CohortTable<OrderCohortTable, OrderCohort, OrderCohortCell, OrderCellTotals>
{
    private OrderCohortTable(MetricPolicy policy, Currency currency, CohortMatrix<OrderCellTotals> totals)
        : base(policy, policy.OrderSettings, currency, totals, row => new OrderCohort(totals, row, currency))
    {
        Policy = policy;
        Currency = currency;
    }

    /// <summary>The policy under which the figures are computed.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>Makes a cohort table of the totals of each cohort, wherever they were computed.</summary>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="policy">The policy under which the totals were computed.</param>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="cohorts">The totals of each cohort, one for each period, with a cell for each column of a period that has ended by <paramref name="asOf"/>.</param>
    /// <param name="earlier">The totals of the customers with their first order before the first period, with a cell for each period that has ended.</param>
    /// <param name="asOf">The instant up to which orders are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <exception cref="ArgumentException">A cohort or cell is missing or superfluous, or totals contradict each other; the message names the cohort and the period.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the table would have more than 16,777,216 cells.</exception>
    public static OrderCohortTable FromTotals(
        ReportingPeriods periods,
        MetricPolicy policy,
        Currency currency,
        IReadOnlyList<CohortTotals<OrderCellTotals>> cohorts,
        CohortTotals<OrderCellTotals> earlier,
        Instant? asOf = null,
        int? columns = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Of(policy, currency, CohortMatrix<OrderCellTotals>.Of(new CohortShape(periods, asOf, columns, segments: 1), cohorts, earlier));
    }

    /// <summary>Makes a cohort table of totals, which are checked.</summary>
    internal static OrderCohortTable Of(MetricPolicy policy, Currency currency, CohortMatrix<OrderCellTotals> totals) =>
        new(policy, currency, totals.Checked(OrderCellTotals.Contradiction, OrderCellTotals.Contradiction));

    private protected override OrderCohortTable Plus(OrderCohortTable other, Currency currency) => new(Policy, currency, PlusTotals(other));
}
