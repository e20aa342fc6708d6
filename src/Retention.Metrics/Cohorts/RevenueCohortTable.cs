using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Cohorts of subscribers by the period of their first payment, and what became of them period by period.</summary>
/// <remarks>
/// <para><b>Formula:</b> a cohort is every customer with their first payment ever in a period; its size and initial MRR are taken right after that
/// payment, so who leaves within the first period is in the base. Column k is the state at the end of the k-th period after: customers who
/// are active, <c>Σ now</c> (net) and <c>Σ min(initial, now)</c> (gross), each as an amount, out of the base, and out of the column before. Who comes
/// back counts again, in the cohort of the first payment.</para>
/// <para><b>Unit:</b> customers, money a month (exact per year); shares have none.</para>
/// <para><b>Undefined:</b> a cell of a period that has not ended is absent, never 0; the shares of an empty cohort are undefined.</para>
/// <para><b>Cost:</b> one pass over the changes; memory for each mature cell, none for each customer.</para>
/// <para><b>Source:</b> ChartMogul, "Cohort Analysis"; docs/metrics/cohorts.md.</para>
/// </remarks>
/// <example><code>
/// RevenueCohortTable cohorts = timeline.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
/// cohorts[0].Size;                               // 2
/// cohorts[0][2]!.CustomerRetention.Value;        // 0.5
/// cohorts.Average[1]!.NetRevenueRetention.Value; // 1
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.Cohorts or RevenueCohortTable.FromTotals")]
public sealed class RevenueCohortTable : CohortTable<RevenueCohortTable, RevenueCohort, RevenueCohortCell, RevenueCellTotals>
{
    private RevenueCohortTable(MetricPolicy policy, Currency currency, CohortMatrix<RevenueCellTotals> totals)
        : base(policy, policy.RevenueSettings, currency, totals, row => new RevenueCohort(totals, row, currency))
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
    /// <param name="earlier">The totals of the customers with their first payment before the first period, with a cell for each period that has ended.</param>
    /// <param name="asOf">The instant up to which changes are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <exception cref="ArgumentException">A cohort or cell is missing or superfluous, or totals contradict each other; the message names the cohort and the period.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the table would have more than 16,777,216 cells.</exception>
    public static RevenueCohortTable FromTotals(
        ReportingPeriods periods,
        MetricPolicy policy,
        Currency currency,
        IReadOnlyList<CohortTotals<RevenueCellTotals>> cohorts,
        CohortTotals<RevenueCellTotals> earlier,
        Instant? asOf = null,
        int? columns = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Of(policy, currency, CohortMatrix<RevenueCellTotals>.Of(new CohortShape(periods, asOf, columns, segments: 1), cohorts, earlier));
    }

    /// <summary>Makes a cohort table of totals, which are checked.</summary>
    internal static RevenueCohortTable Of(MetricPolicy policy, Currency currency, CohortMatrix<RevenueCellTotals> totals) =>
        new(policy, currency, totals.Checked(RevenueCellTotals.Contradiction, static (cell, _, _) => RevenueCellTotals.Contradiction(cell)));

    private protected override RevenueCohortTable Plus(RevenueCohortTable other, Currency currency) => new(Policy, currency, PlusTotals(other));
}
