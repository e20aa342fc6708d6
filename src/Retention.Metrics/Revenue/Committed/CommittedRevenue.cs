using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What was agreed by the end of each period and not yet in effect: recurring revenue once all of it is, and the part of today's that is known to end.</summary>
/// <remarks>
/// <para><b>Formula:</b> with what was known at the end of a period: <c>committed MRR = Σ level of each subscription after its last known change</c>,
/// <c>at-risk MRR = Σ closing level of the subscriptions with a known end from then on</c>. Known is what was recorded at the end or before, and what was in effect before where
/// nothing says when it was recorded. A cancellation that was revoked is no end, nor is an end at an instant at which the subscription starts again.</para>
/// <para><b>Unit:</b> money a month (exact per year), customers, subscriptions.</para>
/// <para><b>Undefined:</b> never; 0 where nothing is known.</para>
/// <para><b>Cost:</b> one pass over the steps of subscriptions with nothing recorded, scheduled or discounted; any other is replayed once for each period in which something
/// became known of it, and added once for each period. Customers with facts that share an id are read once for each period. Memory for each period and segment, none for
/// each customer.</para>
/// <para><b>Source:</b> Bessemer Venture Partners, committed monthly recurring revenue (CMRR): contracts that are signed count, customers who are known to leave do not.</para>
/// </remarks>
/// <example><code>
/// CommittedRevenue committed = history.CommittedRevenue(quarter);
/// committed[1].KnownMrr.Monthly;     // 120.00 EUR
/// committed[1].CommittedMrr.Monthly; // 80.00 EUR
/// committed[1].AtRiskMrr.Monthly;    // 50.00 EUR
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SubscriptionHistory.CommittedRevenue or CommittedRevenue.FromTotals")]
public sealed class CommittedRevenue : RevenueAnswer<CommittedRevenue, CommittedRevenueRow>
{
    private readonly PeriodTotals<CommittedTotals> totals;

    private CommittedRevenue(ReportingPeriods periods, MetricPolicy policy, Currency currency, PeriodTotals<CommittedTotals> totals)
        : base(periods, policy, currency, totals, periods.Zip(totals.All, (period, one) => new CommittedRevenueRow(period, currency, one)))
    {
        this.totals = totals;
    }

    /// <summary>Makes an answer of the totals of each period, wherever they were computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">The policy under which the totals were computed.</param>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="totals">The totals, one for each period.</param>
    /// <exception cref="ArgumentException">There is not one for each period, or a period's totals contradict each other; the message names the period.</exception>
    public static CommittedRevenue FromTotals(ReportingPeriods periods, MetricPolicy policy, Currency currency, IReadOnlyList<CommittedTotals> totals)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(policy);
        TotalsArgument.RequireOnePerPeriod(periods, totals);
        for (int period = 0; period < totals.Count; period++)
        {
            TotalsArgument.RequireNoContradiction(periods, period, totals, totals[period].Contradiction());
        }

        return new CommittedRevenue(periods, policy, currency, new PeriodTotals<CommittedTotals>(totals, static one => one with { LeftOutSubscriptions = 0 } == default));
    }

    private protected override CommittedRevenue Plus(CommittedRevenue other, Currency currency) => new(Periods, Policy, currency, totals.Plus(other.totals));
}

/// <summary>What was agreed by the end of one period.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class CommittedRevenueRow : IJsonAnswer
{
    private readonly CommittedTotals totals;

    internal CommittedRevenueRow(ReportingPeriod period, Currency currency, in CommittedTotals totals)
    {
        Period = period;
        Currency = currency;
        this.totals = totals;
    }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>Closing MRR as it was known at the end of the period; that of the roll-forward differs from it by what was recorded later.</summary>
    public RecurringRevenue KnownMrr => new(totals.KnownMrr, Currency);

    /// <summary>MRR once everything that was known at the end of the period has taken effect, with no other business.</summary>
    public RecurringRevenue CommittedMrr => new(totals.CommittedMrr, Currency);

    /// <summary>The part of <see cref="KnownMrr"/> of subscriptions that were known to end, and not revoked.</summary>
    public RecurringRevenue AtRiskMrr => new(totals.AtRiskMrr, Currency);

    /// <summary>Customers with such a subscription.</summary>
    public long AtRiskCustomers => totals.AtRiskCustomers;

    /// <summary>Such subscriptions, of those with revenue at the end of the period.</summary>
    public long AtRiskSubscriptions => totals.AtRiskSubscriptions;

    /// <summary>Subscriptions of which what was known at the end of the period cannot all be true, or is in another currency; they are left out.</summary>
    public long LeftOutSubscriptions => totals.LeftOutSubscriptions;

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("currency", Currency);
        json.Add("knownMrr", KnownMrr);
        json.Add("committedMrr", CommittedMrr);
        json.Add("atRiskMrr", AtRiskMrr);
        json.Add("atRiskCustomers", AtRiskCustomers);
        json.Add("atRiskSubscriptions", AtRiskSubscriptions);
        json.Add("leftOutSubscriptions", LeftOutSubscriptions);
    }

    /// <summary>The period and its amounts.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {KnownMrr}, {CommittedMrr} committed, {AtRiskMrr} at risk");
}
