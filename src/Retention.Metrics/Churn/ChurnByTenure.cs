using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>How many customers were at risk in a month of their tenure, and how many of them churned.</summary>
/// <param name="Month">Whole months since the first payment, at the start of the period: 0 is the first month.</param>
/// <param name="AtRisk">Customers at the start of a period in that month of tenure, one for each period: customers × months.</param>
/// <param name="Churned">How many of them had churned by the end of the period.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed record TenureRisk(int Month, long AtRisk, long Churned) : IJsonAnswer
{
    /// <summary>The hazard: the share of those at risk who churned. In a table there is always somebody at risk.</summary>
    public Ratio Hazard => CustomerChurn.Rate(Churned, AtRisk);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("tenureMonth", Month);
        json.Add("atRisk", AtRisk);
        json.Add("churned", Churned);
        json.Add("hazard", Hazard);
    }

    /// <summary>The month of tenure and its counts.</summary>
    public override string ToString() => FormattableString.Invariant($"month {Month}: {Churned} of {AtRisk} churned");
}

/// <summary>Churned customers of each period by how long they had been customers, with the number at risk.</summary>
/// <remarks>
/// <para><b>Formula:</b> hazard of month k = churned customers in month k of their tenure / customers at risk in it. A customer active at the
/// start of a period is at risk once in it, in the month <c>k</c> that is the number of whole months from the local date of the first payment
/// ever to the local date of the period's start (from 31 January, one whole month is over on 28 February). Over all months, churned and at
/// risk add up to the roll-forward's <c>churnedCustomers</c> and <c>openingCustomers</c>.</para>
/// <para><b>Unit:</b> share of customers a period; ask for months to get a hazard a month.</para>
/// <para><b>Undefined:</b> a month of tenure in which nobody was at risk is not in the table.</para>
/// <para><b>Cost:</b> two passes over the changes, and one step for each customer and period.</para>
/// <para><b>Source:</b> the discrete hazard of a life table; P. S. Fader and B. G. S. Hardie, "How to Project Customer Retention" (2007).</para>
/// </remarks>
/// <example><code>
/// ChurnByTenure byTenure = ChurnAnalysis.Of(history).ByTenure(year);
/// byTenure.Whole[0].Hazard; // 1/3 = 0.333333: Ada, of three who were in their first month when a month of the year began
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ChurnAnalysis.ByTenure")]
public sealed class ChurnByTenure : PeriodAnswer<ChurnByTenure, ChurnByTenureRow>
{
    private readonly PeriodTotals<TenureMonths> totals;

    internal ChurnByTenure(ReportingPeriods periods, MetricPolicy policy, PeriodTotals<TenureMonths> totals)
        : base(periods, currency: null, [("policy", policy)], totals, periods.Zip(totals.All, (period, table) => new ChurnByTenureRow(period, table.Months)))
    {
        Policy = policy;
        this.totals = totals;
        Whole = totals.All.Aggregate((left, right) => left + right).Months;
    }

    /// <summary>The policy under which churn is counted.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>All periods pooled, by month of tenure: numerators and denominators added.</summary>
    public ImmutableArray<TenureRisk> Whole { get; }

    private protected override ChurnByTenure Plus(ChurnByTenure other, Currency currency) => new(Periods, Policy, totals.Plus(other.totals));

    private protected override void WriteHead(JsonAnswerWriter json)
    {
        json.Add("policy", Policy, MetricPolicyJsonConverter.Instance.WriteValue);
        base.WriteHead(json);
    }

    private protected override void WriteRows(JsonAnswerWriter json)
    {
        base.WriteRows(json);
        json.AddAll("whole", Whole);
    }
}

/// <summary>The churn of one period by tenure.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class ChurnByTenureRow : IJsonAnswer
{
    internal ChurnByTenureRow(ReportingPeriod period, ImmutableArray<TenureRisk> months)
    {
        Period = period;
        Months = months;
    }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The months of tenure in which somebody was at risk or churned, rising.</summary>
    public ImmutableArray<TenureRisk> Months { get; }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.AddAll("months", Months);
    }

    /// <summary>The period, and how many months of tenure it has.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {Months.Length} months of tenure");
}
