using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Cohorts of customers by the period of their first activity, and what they did period by period.</summary>
/// <remarks>
/// <para><b>Formula:</b> a cohort is every customer with their first activity ever in a period. Column k has the members with at least one
/// activity in the k-th period after, and their activities; each as a count, out of the base, and out of the column before. Who stays away and comes
/// back counts again, in the cohort of the first activity.</para>
/// <para><b>Unit:</b> customers, activities; shares have none.</para>
/// <para><b>Undefined:</b> a cell of a period that has not ended is absent, never 0; the shares of an empty cohort are undefined.</para>
/// <para><b>Cost:</b> one pass over the activities; memory for each mature cell, none for each customer.</para>
/// <para><b>Source:</b> docs/metrics/activity.md.</para>
/// </remarks>
/// <example><code>
/// ActivityCohortTable cohorts = activities.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
/// cohorts[0].Size;                        // 2
/// cohorts[0][1]!.CustomerRetention.Value; // 0.5
/// cohorts[0][1]!.Activities;              // 1
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ActivityTimeline.Cohorts or ActivityCohortTable.FromTotals")]
public sealed class ActivityCohortTable : CohortTable<ActivityCohortTable, ActivityCohort, ActivityCohortCell, ActivityCellTotals>
{
    private ActivityCohortTable(CohortMatrix<ActivityCellTotals> totals)
        : base(policy: null, [], currency: null, totals, row => new ActivityCohort(totals, row))
    {
    }

    /// <summary>Makes a cohort table of the totals of each cohort, wherever they were computed.</summary>
    /// <param name="periods">The periods: of the cohorts, and of their columns.</param>
    /// <param name="cohorts">The totals of each cohort, one for each period, with a cell for each column of a period that has ended by <paramref name="asOf"/>.</param>
    /// <param name="earlier">The totals of the customers with their first activity before the first period, with a cell for each period that has ended.</param>
    /// <param name="asOf">The instant up to which activities are known; the end of the last period if left out.</param>
    /// <param name="columns">The most columns of a cohort; as many as there are periods if left out.</param>
    /// <exception cref="ArgumentException">A cohort or cell is missing or superfluous, or totals contradict each other; the message names the cohort and the period.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1, or the table would have more than 16,777,216 cells.</exception>
    public static ActivityCohortTable FromTotals(
        ReportingPeriods periods, IReadOnlyList<CohortTotals<ActivityCellTotals>> cohorts, CohortTotals<ActivityCellTotals> earlier, Instant? asOf = null, int? columns = null) =>
        Of(CohortMatrix<ActivityCellTotals>.Of(new CohortShape(periods, asOf, columns, segments: 1), cohorts, earlier));

    /// <summary>Makes a cohort table of totals, which are checked.</summary>
    internal static ActivityCohortTable Of(CohortMatrix<ActivityCellTotals> totals) => new(totals.Checked(ActivityCellTotals.Contradiction, ActivityCellTotals.Contradiction));

    private protected override ActivityCohortTable Plus(ActivityCohortTable other, Currency currency) => new(PlusTotals(other));
}
