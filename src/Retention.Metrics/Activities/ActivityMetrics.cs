using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Active customers of each period: retained, new and resurrected ones, those who became dormant, and how often active customers are active.</summary>
/// <remarks>
/// <para><b>Formula:</b> a customer is active in a period with at least one activity in it. Of the customers active in the period before, those
/// active again are retained and the others dormant. An active customer who is not retained is new with the first activity ever, else
/// resurrected. So <c>active = retained + new + resurrected</c>, and <c>retained + dormant</c> are the active customers of the period before.</para>
/// <para>The period before the first one is that of the calendar; of bounds of one's own it is as long as the first.</para>
/// <para><b>Unit:</b> customers, activities; rates have none.</para>
/// <para><b>Undefined:</b> each rate says when.</para>
/// <para><b>Cost:</b> one pass over the activities; memory for each period, none for each customer.</para>
/// <para><b>Source:</b> docs/metrics/activity.md.</para>
/// </remarks>
/// <example><code>
/// ActivityMetrics months = activities.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
/// months["2026-02"].RetainedCustomers;   // 1
/// months["2026-02"].DormantCustomers;    // 1
/// months["2026-02"].RetentionRate.Value; // 0.5
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ActivityTimeline.Metrics or ActivityMetrics.FromTotals")]
public sealed class ActivityMetrics : PeriodAnswer<ActivityMetrics, ActivityMetricsRow>
{
    private readonly PeriodTotals<ActivityTotals> totals;

    private ActivityMetrics(ReportingPeriods periods, PeriodTotals<ActivityTotals> totals)
        : base(periods, currency: null, [], totals, periods.Zip(totals.All, (period, one) => new ActivityMetricsRow(period, PeriodIndex.DaysOf(period), in one)))
    {
        this.totals = totals;
    }

    /// <summary>Makes activity metrics of the totals of each period, wherever they were computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="totals">The totals, one for each period.</param>
    /// <exception cref="ArgumentException">There is not one for each period, or the totals of a period contradict themselves or those of the period before; the message names the period.</exception>
    public static ActivityMetrics FromTotals(ReportingPeriods periods, IReadOnlyList<ActivityTotals> totals)
    {
        ArgumentNullException.ThrowIfNull(periods);
        TotalsArgument.RequireOnePerPeriod(periods, totals);
        for (int period = 0; period < totals.Count; period++)
        {
            TotalsArgument.RequireNoContradiction(
                periods, period, totals, totals[period].Contradiction(PeriodIndex.DaysOf(periods[period])) ?? (period > 0 ? totals[period].Contradiction(totals[period - 1]) : null));
        }

        return new ActivityMetrics(periods, new PeriodTotals<ActivityTotals>(totals));
    }

    private protected override ActivityMetrics Plus(ActivityMetrics other, Currency currency) => new(Periods, totals.Plus(other.totals));
}
