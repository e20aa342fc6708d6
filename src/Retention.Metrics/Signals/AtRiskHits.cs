using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>How many of the customers who left in later periods a list of customers at risk would have held, had it been made at the start of each.</summary>
/// <remarks>
/// <para><b>Formula:</b> the groups of the highest churn rate are chosen in the periods learned from; in each held-out period the list is the customers
/// in these groups at its start. Hit rate = lost customers on the list / lost customers; lift = churn rate of the list / churn rate of all. Several
/// held-out periods pool by numerators and denominators.</para>
/// <para><b>Unit:</b> shares of customers and of money; the lift is a factor.</para>
/// <para><b>Undefined:</b> the hit rate and the lift where nobody was lost; the lift where nobody is on the list.</para>
/// <para><b>Cost:</b> none beside the two answers it is made of.</para>
/// <para><b>Source:</b> recall and top-decile lift, as in S. A. Neslin and others, "Defection Detection", Journal of Marketing Research 43 (2006). A list is
/// never measured on the periods that it is made from.</para>
/// </remarks>
/// <example><code>
/// ChurnBySignal learned = timeline.ChurnBySignal(logins, SignalGroups.Bounds(0, 5), firstMonths);
/// ChurnBySignal heldOut = timeline.ChurnBySignal(logins, SignalGroups.Bounds(0, 5), lastMonth);
/// AtRiskHits hits = AtRiskHits.Of(learned, heldOut);
/// hits.HitRate.Value; // 1: the one customer who left was on the list
/// hits.Lift.Value;    // 4
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("AtRiskHits.Of")]
public sealed class AtRiskHits : IEquatable<AtRiskHits>, IJsonAnswer
{
    private readonly SignalGroupTotals listed;
    private readonly SignalGroupTotals all;
    private readonly ReportingPeriods learnedFrom;
    private readonly ReportingPeriods heldOut;
    private readonly Currency currency;

    private AtRiskHits(ChurnBySignal learned, ChurnBySignal heldOut, SignalGroup[] groups)
    {
        Groups = [.. groups];
        learnedFrom = learned.Periods;
        this.heldOut = heldOut.Periods;
        currency = heldOut.Currency;
        Signal = heldOut.Signal;
        all = heldOut.Whole.Total.Totals;
        foreach (SignalGroup group in groups)
        {
            listed += heldOut.Whole.Groups[group.Number!.Value - 1].Totals;
        }
    }

    /// <summary>Measures the list made from some periods on later ones.</summary>
    /// <param name="learned">Churn by the signal in the periods that the list is made from.</param>
    /// <param name="heldOut">Churn by the same signal and groups in periods that start at their end or later.</param>
    /// <param name="groups">How many groups are on the list, those of the highest churn rates first.</param>
    /// <exception cref="ArgumentException">The held-out periods start before the end of the others, or signal, groups, policy or currency differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="groups"/> is not 1 to the number of groups.</exception>
    public static AtRiskHits Of(ChurnBySignal learned, ChurnBySignal heldOut, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(learned);
        ArgumentNullException.ThrowIfNull(heldOut);
        if (heldOut.Periods.Start < learned.Periods.End)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The held-out periods {heldOut.Periods} start at {heldOut.Periods.Start}, before the end of {learned.Periods} at {learned.Periods.End}; a list is measured on periods that it is not made from."),
                nameof(heldOut));
        }

        return heldOut.Signal == learned.Signal && heldOut.Groups == learned.Groups && heldOut.Policy == learned.Policy && heldOut.Currency == learned.Currency
            ? new AtRiskHits(learned, heldOut, HighestChurn.Of(learned, groups))
            : throw new ArgumentException(
                FormattableString.Invariant($"The answers are of {learned.Signal} in {learned.Groups}, {learned.Currency}, and of {heldOut.Signal} in {heldOut.Groups}, {heldOut.Currency}; signal, groups, policy and currency must agree."),
                nameof(heldOut));
    }

    /// <summary>The name of the signal.</summary>
    public string Signal { get; }

    /// <summary>The groups on the list, as they were in the periods learned from, the highest churn rate first.</summary>
    public ImmutableArray<SignalGroup> Groups { get; }

    /// <summary>The periods that the list is made from.</summary>
    public ReportingPeriods LearnedFrom => learnedFrom;

    /// <summary>The periods that it is measured on.</summary>
    public ReportingPeriods HeldOut => heldOut;

    /// <summary>Customers on the list, one for each held-out period.</summary>
    public long Listed => listed.AtRisk;

    /// <summary>All customers at the start of the held-out periods.</summary>
    public long AtRisk => all.AtRisk;

    /// <summary>Customers on the list who were lost.</summary>
    public long Hits => listed.Lost;

    /// <summary>All customers who were lost.</summary>
    public long Lost => all.Lost;

    /// <summary>The share of the lost customers who were on the list.</summary>
    public Ratio HitRate => Ratio.Of(Hits, Lost);

    /// <summary>The share of all customers who were on the list: the hit rate of a list drawn by chance.</summary>
    public Ratio ShareListed => Ratio.Of(Listed, AtRisk);

    /// <summary>The churn rate of the list.</summary>
    public Ratio ChurnRate => CustomerChurn.Rate(Hits, Listed);

    /// <summary>The hit rate over that of a list drawn by chance: the churn rate of the list over that of all.</summary>
    public Ratio Lift => Ratio.Of((decimal)Hits * AtRisk, (decimal)Listed * Lost);

    /// <summary>The share of the lost MRR that customers on the list had paid.</summary>
    public Ratio MrrHitRate => Ratio.Of(new RecurringRevenue(listed.MrrLost, currency), new RecurringRevenue(all.MrrLost, currency));

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(AtRiskHits? left, AtRiskHits? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(AtRiskHits? left, AtRiskHits? right) => !Equals(left, right);

    /// <summary>Whether periods, groups and figures are equal.</summary>
    public bool Equals(AtRiskHits? other) =>
        other is not null && Signal == other.Signal && currency == other.currency && learnedFrom.Equals(other.learnedFrom) && heldOut.Equals(other.heldOut) && listed == other.listed && all == other.all
        && Groups.Select(group => group.Number).SequenceEqual(other.Groups.Select(group => group.Number));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AtRiskHits);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Signal, listed, all);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("signal", Signal);
        json.Add("learnedStart", learnedFrom.Start.InZone(learnedFrom.Zone));
        json.Add("learnedEnd", learnedFrom.End.InZone(learnedFrom.Zone));
        json.Add("heldOutStart", heldOut.Start.InZone(heldOut.Zone));
        json.Add("heldOutEnd", heldOut.End.InZone(heldOut.Zone));
        json.Add("timeZone", heldOut.Zone.Id);
        json.Add("currency", currency);
        json.AddObjects("groups", Groups, static (fields, group) => group.WriteTo(fields));
        json.Add("listed", Listed);
        json.Add("atRisk", AtRisk);
        json.Add("hits", Hits);
        json.Add("lost", Lost);
        json.Add("hitRate", HitRate);
        json.Add("shareListed", ShareListed);
        json.Add("churnRate", ChurnRate);
        json.Add("lift", Lift);
        json.Add("mrrHitRate", MrrHitRate);
    }

    /// <summary>How many of those who left were on the list.</summary>
    public override string ToString() => FormattableString.Invariant($"{Hits} of {Lost} lost customers were among {Listed} of {AtRisk} listed");
}
