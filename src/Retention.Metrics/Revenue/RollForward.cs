using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>How recurring revenue and customers got from the start to the end of each period: what was gained and lost, by kind.</summary>
/// <remarks>
/// <para><b>Formula:</b> per customer, the level at the start of a period against the level at its end: from nothing is <em>new</em>, or
/// <em>reactivation</em> for who had paid before; to nothing is <em>churn</em>; up is <em>expansion</em>, down <em>contraction</em>.
/// <c>closing = opening + new + reactivation + resumed + expansion − contraction − churn − paused ± fx</c>, exactly, in every period and under every policy.</para>
/// <para><b>Unit:</b> money a month (exact per year), customers.</para>
/// <para><b>Undefined:</b> each rate says when.</para>
/// <para><b>Cost:</b> one pass over the changes; memory for each period, none for each customer.</para>
/// <para><b>Source:</b> ChartMogul, "Understanding MRR movements".</para>
/// </remarks>
/// <example><code>
/// RollForward q1 = timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
/// q1[2].ChurnMrr.Monthly;         // 49.00 EUR
/// q1[2].CustomerChurnRate.Value;  // 0.5
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.RollForward or RollForward.FromTotals")]
public sealed class RollForward : RevenueAnswer<RollForward, RollForwardRow>
{
    private readonly PeriodTotals<RollForwardTotals> totals;

    private RollForward(ReportingPeriods periods, MetricPolicy policy, Currency currency, PeriodTotals<RollForwardTotals> totals)
        : base(periods, policy, currency, totals, totals.All.Select((one, period) => new RollForwardRow(periods, period, policy, currency, in one)))
    {
        this.totals = totals;
    }

    /// <summary>Makes a roll-forward of the totals of each period, wherever they were computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">The policy under which the totals were computed.</param>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="totals">The totals, one for each period.</param>
    /// <exception cref="ArgumentException">There is not one for each period, or a period's totals contradict each other or the period before; the message names the period.</exception>
    public static RollForward FromTotals(ReportingPeriods periods, MetricPolicy policy, Currency currency, IReadOnlyList<RollForwardTotals> totals)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(policy);
        TotalsArgument.RequireOnePerPeriod(periods, totals);
        for (int period = 0; period < totals.Count; period++)
        {
            RollForwardTotals one = totals[period];
            string? contradiction = one.Contradiction(policy);
            if (contradiction is null && period > 0 && (one.OpeningMrr != totals[period - 1].ClosingMrr || one.OpeningCustomers != totals[period - 1].ClosingCustomers))
            {
                contradiction = string.Create(
                    CultureInfo.InvariantCulture,
                    $"it opens with {one.OpeningMrr} and {one.OpeningCustomers} customers, but the period before closes with {totals[period - 1].ClosingMrr} and {totals[period - 1].ClosingCustomers}; they must be equal");
            }

            TotalsArgument.RequireNoContradiction(periods, period, totals, contradiction);
        }

        return new RollForward(periods, policy, currency, new PeriodTotals<RollForwardTotals>(totals));
    }

    private protected override RollForward Plus(RollForward other, Currency currency) => new(Periods, Policy, currency, totals.Plus(other.totals));
}
