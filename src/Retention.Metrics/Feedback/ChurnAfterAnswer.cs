using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>How many customers are lost within a number of days after their answer, by what they said; and of those who did not answer.</summary>
/// <remarks>
/// <para><b>Formula:</b> of the customers with an answer in the period who paid then, as far as the n × 24 hours after it have ended by <see cref="AsOf"/>: those who are
/// not active at the end of these days, out of all, by band. The latest answer of a customer in the period counts. Silent are the customers who pay at the end of
/// the period and did not answer in it; their days begin there, when the silence is known.</para>
/// <para><b>Unit:</b> customers; rates have none, 0 to 1.</para>
/// <para><b>Undefined:</b> for a band in which nobody's days have ended yet.</para>
/// <para><b>Cost:</b> one pass over the customers, with one look-up for each period.</para>
/// <para><b>Source:</b> R. G. Newcombe for the intervals, D. Katz and others for the relative risk; docs/metrics/churn-after-the-answer.md.</para>
/// </remarks>
/// <example><code>
/// AfterAnswerTotals[] totals = [new() { Detractors = 75, DetractorsLost = 10, Promoters = 225, PromotersLost = 12 }];
/// var after = ChurnAfterAnswer.FromTotals(periods, MetricPolicy.Default, SurveyKind.Nps, days: 90, asOf: Instant.FromUtc(2026, 12, 1, 0, 0), totals);
/// after[0].Of(AnswerBand.Detractor).ChurnRate; // 10/75 = 0.133333
/// after[0].RelativeRisk();                     // 2.5000 (1.1262 to 5.5499, at 95 %)
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.ChurnAfterAnswer or ChurnAfterAnswer.FromTotals")]
public sealed class ChurnAfterAnswer : PeriodAnswer<ChurnAfterAnswer, ChurnAfterAnswerRow>
{
    /// <summary>The largest number of days.</summary>
    internal const int MostDays = 36_500;

    private readonly PeriodTotals<AfterAnswerTotals> totals;

    private ChurnAfterAnswer(ReportingPeriods periods, MetricPolicy policy, SurveyKind kind, int days, Instant asOf, PeriodTotals<AfterAnswerTotals> totals)
        : base(periods, currency: null, [("policy", policy), ("survey kind", kind), ("days", days), ("as of", asOf)], totals, periods.Zip(totals.All, static (period, one) => new ChurnAfterAnswerRow(period, one)))
    {
        this.totals = totals;
        Policy = policy;
        Kind = kind;
        Days = days;
        AsOf = asOf;
        Overall = new ChurnAfterAnswerRow(periods.Total, totals.All.Aggregate(static (left, right) => left + right));
    }

    /// <summary>Makes the answer of totals that any engine computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">The policy, which defines active customers.</param>
    /// <param name="kind">The kind of survey.</param>
    /// <param name="days">The number of days, 1 to 36,500.</param>
    /// <param name="asOf">The instant up to which facts are known.</param>
    /// <param name="totals">The totals, one for each period.</param>
    /// <exception cref="ArgumentException">There is not one for each period, or the totals of a period contradict each other; the message names the period.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of days or the kind is not in its range.</exception>
    public static ChurnAfterAnswer FromTotals(ReportingPeriods periods, MetricPolicy policy, SurveyKind kind, int days, Instant asOf, IReadOnlyList<AfterAnswerTotals> totals)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(policy);
        _ = SurveyScale.Of(kind);
        RequireDays(days);
        TotalsArgument.RequireOnePerPeriod(periods, totals);
        for (int period = 0; period < totals.Count; period++)
        {
            TotalsArgument.RequireNoContradiction(periods, period, totals, totals[period].Contradiction());
        }

        return new ChurnAfterAnswer(periods, policy, kind, days, asOf, new PeriodTotals<AfterAnswerTotals>(totals));
    }

    /// <summary>The policy, which defines active customers.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The kind of survey.</summary>
    public SurveyKind Kind { get; }

    /// <summary>The number of days after the answer, of 24 hours each.</summary>
    public int Days { get; }

    /// <summary>The instant up to which facts are known; no answer or change of revenue at it or after it is read.</summary>
    public Instant AsOf { get; }

    /// <summary>The customers of all periods together: one who answers in two periods counts in both.</summary>
    public ChurnAfterAnswerRow Overall { get; }

    internal static void RequireDays(int days)
    {
        if (days is < 1 or > MostDays)
        {
            throw new ArgumentOutOfRangeException(nameof(days), days, "The number of days must be 1 to 36,500.");
        }
    }

    private protected override ChurnAfterAnswer Plus(ChurnAfterAnswer other, Currency currency) => new(Periods, Policy, Kind, Days, AsOf, totals.Plus(other.totals));

    private protected override void WriteHead(JsonAnswerWriter json)
    {
        base.WriteHead(json);
        json.Add("surveyKind", Kind);
        json.Add("days", Days);
        json.Add("asOf", AsOf);
    }

    private protected override void WriteRows(JsonAnswerWriter json)
    {
        base.WriteRows(json);
        json.Add("overall", Overall);
    }
}

/// <summary>The customers of one period by what they said.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class ChurnAfterAnswerRow : IJsonAnswer
{
    private readonly AfterAnswerTotals totals;

    internal ChurnAfterAnswerRow(ReportingPeriod period, AfterAnswerTotals totals)
    {
        Period = period;
        this.totals = totals;
    }

    /// <summary>The period in which the customers answered, or at the end of which they had not.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The bands: detractors, passives, promoters, silent customers.</summary>
    public IReadOnlyList<BandChurn> Bands => [.. Enum.GetValues<AnswerBand>().Select(Of)];

    /// <summary>Customers who answered and did not pay then: in no band.</summary>
    public long NotPaying => totals.NotPaying;

    /// <summary>The customers of a band.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The band is not one of the enumeration.</exception>
    public BandChurn Of(AnswerBand band) => totals.Of(band);

    /// <summary>How many times as often detractors are lost as promoters.</summary>
    /// <inheritdoc cref="RelativeRisk.Of" path="/remarks"/>
    /// <param name="level">How often such an interval holds the true quotient, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public RelativeRisk? RelativeRisk(double level = 0.95) => RelativeRisk(AnswerBand.Detractor, AnswerBand.Promoter, level);

    /// <summary>How many times as often the customers of a band are lost as those of another.</summary>
    /// <inheritdoc cref="RelativeRisk.Of" path="/remarks"/>
    /// <param name="band">The band, such as silent customers.</param>
    /// <param name="reference">The band that it is compared with.</param>
    /// <param name="level">How often such an interval holds the true quotient, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1, or a band is not one of the enumeration.</exception>
    public RelativeRisk? RelativeRisk(AnswerBand band, AnswerBand reference, double level = 0.95)
    {
        BandChurn one = Of(band), other = Of(reference);
        return Metrics.RelativeRisk.Of(one.LostCustomers, one.CustomersAtRisk, other.LostCustomers, other.CustomersAtRisk, level);
    }

    /// <summary>The period and the rate of each band.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period.Name}: {string.Join(", ", Bands)}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.AddAll("bands", Bands);
        json.Add("notPaying", NotPaying);
        json.Add("relativeRisk", RelativeRisk());
    }
}
