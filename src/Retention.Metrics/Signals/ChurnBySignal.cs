using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Churn of customers by a number that was known of each of them before the period: how much they used, when last, how satisfied they were.</summary>
/// <remarks>
/// <para><b>Formula:</b> the customers active at the start of a period, grouped by their signal at the start; of each group, those at risk, those
/// not active at the end, the rate with Wilson's 95 % interval, and their MRR at the start. Customers without a value are a group of their own. Over
/// all groups, customers add up to <c>openingCustomers</c> and <c>churnedCustomers</c> of the roll-forward, and MRR to <c>openingMrr</c> and, where
/// movements are netted per period, <c>churnMrr</c>. Several periods pool by numerators and denominators.</para>
/// <para><b>Unit:</b> customers, one for each period they are at risk in; money a month (exact per year); shares of customers.</para>
/// <para><b>Undefined:</b> the rate of a group of nobody; the trend where nobody or everybody was lost, or one group has everybody; the lift where nobody was lost.</para>
/// <para><b>Cost:</b> one pass over the changes, and what the signal reads: of activities, one pass over them, whatever the number of periods.</para>
/// <para><b>Source:</b> the metric cohorts of C. Gold, "Fighting Churn with Data" (2020), chapter 5. A signal is not a cause.</para>
/// </remarks>
/// <example><code>
/// ChurnBySignal byLogins = timeline.ChurnBySignal(Signal.Count(activities, "login", days: 30), SignalGroups.Bounds(0, 5), months);
/// byLogins.Whole.Groups[0].ChurnRate.Value; // 0.5: of customers without a login in the 30 days before, half left
/// byLogins.Whole.Groups[2].ChurnRate.Value; // 0
/// byLogins.Whole.LiftOfLowest.Value;        // 2.5
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.ChurnBySignal or ChurnBySignal.FromTotals")]
public sealed class ChurnBySignal : RevenueAnswer<ChurnBySignal, ChurnBySignalRow>
{
    private readonly SignalTotals totals;

    private ChurnBySignal(ReportingPeriods periods, MetricPolicy policy, Currency currency, string signal, SignalGroups groups, SignalTotals totals)
        : base(periods, policy, currency, totals, periods.Select((period, i) => new ChurnBySignalRow(period, groups, currency, totals.Of(i))), new SignalScope(signal, groups, totals.Ranges), "signal")
    {
        Signal = signal;
        Groups = groups;
        this.totals = totals;
        Whole = new SignalChurn(groups, currency, totals.Whole());
    }

    /// <summary>Makes the answer of the totals of each group in each period, wherever they were computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">The policy, which defines active customers.</param>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="signal">The name of the signal.</param>
    /// <param name="groups">How customers are grouped.</param>
    /// <param name="totals">For each period the totals of each group, the lowest values first, and last those of customers without a value.</param>
    /// <exception cref="ArgumentException">There are not as many totals as periods and groups, or they contradict each other; the message names the period and the group.</exception>
    public static ChurnBySignal FromTotals(
        ReportingPeriods periods, MetricPolicy policy, Currency currency, string signal, SignalGroups groups, IReadOnlyList<IReadOnlyList<SignalGroupTotals>> totals)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentException.ThrowIfNullOrWhiteSpace(signal);
        ArgumentNullException.ThrowIfNull(groups);
        TotalsArgument.RequireOnePerPeriod(periods, totals);
        for (int period = 0; period < totals.Count; period++)
        {
            TotalsArgument.RequireNoContradiction(periods, period, totals, SignalTotals.Contradiction(groups, totals[period]));
        }

        return new ChurnBySignal(periods, policy, currency, signal, groups, SignalTotals.Of(groups, totals));
    }

    /// <summary>The name of the signal, such as <c>count:login:30d</c>.</summary>
    public string Signal { get; }

    /// <summary>How customers are grouped.</summary>
    public SignalGroups Groups { get; }

    /// <summary>All periods pooled: numerators and denominators added. Quantiles are those of each period, so their ranges can overlap here.</summary>
    public SignalChurn Whole { get; }

    private protected override ChurnBySignal Plus(ChurnBySignal other, Currency currency) => new(Periods, Policy, currency, Signal, Groups, totals.Plus(other.totals));

    private protected override void WriteHead(JsonAnswerWriter json)
    {
        base.WriteHead(json);
        json.Add("signal", Signal);
        json.Add("grouping", Groups);
    }

    private protected override void WriteRows(JsonAnswerWriter json)
    {
        base.WriteRows(json);
        json.Add("whole", Whole);
    }
}
