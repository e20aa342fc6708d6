using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The share of satisfied customers of each period.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>responses of 4 and 5 / responses</c>, on a scale of 1 to 5. One response counts for each customer, survey and period: the latest, and
/// of several at one instant the lowest.</para>
/// <para><b>Unit:</b> none; 0 to 1.</para>
/// <para><b>Undefined:</b> in a period without a response.</para>
/// <para><b>Cost:</b> one pass over the responses; memory for each period and score, none for each customer.</para>
/// <para><b>Source:</b> the share of the two best answers ("top two box") of customer satisfaction surveys; docs/metrics/csat-and-ces.md.</para>
/// </remarks>
/// <example><code>
/// Csat march = Csat.FromTotals(periods, [new ScoreCounts(SurveyKind.Csat, 1, 0, 2, 3, 4)]);
/// march[0].Score;      // 7/10 = 0.7
/// march[0].Interval(); // 0.3968 to 0.8922, at 95 %
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SurveyTimeline.Csat or Csat.FromTotals")]
public sealed class Csat : PeriodAnswer<Csat, CsatRow>
{
    private readonly PeriodTotals<ScoreCounts> totals;

    private Csat(ReportingPeriods periods, PeriodTotals<ScoreCounts> totals)
        : base(periods, currency: null, [], totals, periods.Zip(totals.All, static (period, counts) => new CsatRow(period, counts)))
    {
        this.totals = totals;
        Overall = new CsatRow(periods.Total, totals.All.Aggregate(static (left, right) => left + right));
    }

    /// <summary>Makes the answer of counts that any engine computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="totals">The counts of scores, one for each period.</param>
    /// <exception cref="ArgumentException">There is not one for each period, or one is of another kind of survey; the message names the period.</exception>
    public static Csat FromTotals(ReportingPeriods periods, IReadOnlyList<ScoreCounts> totals) => new(periods, ScoreCounts.Checked(periods, totals, SurveyKind.Csat));

    /// <summary>The responses of all periods together: a customer who answers in two periods counts in both.</summary>
    public CsatRow Overall { get; }

    private protected override Csat Plus(Csat other, Currency currency) => new(Periods, totals.Plus(other.totals));

    private protected override void WriteRows(JsonAnswerWriter json)
    {
        base.WriteRows(json);
        json.Add("overall", Overall);
    }
}

/// <summary>The share of satisfied customers of one period.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class CsatRow : IJsonAnswer
{
    internal CsatRow(ReportingPeriod period, ScoreCounts scores)
    {
        Period = period;
        Scores = scores;
    }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The responses of each score.</summary>
    public ScoreCounts Scores { get; }

    /// <summary>All responses that count.</summary>
    public long Responses => Scores.Responses;

    /// <summary>Responses of 4 and 5.</summary>
    public long Satisfied => Scores.Between(Scores.Scale.FirstOfTop, Scores.Scale.Highest);

    /// <summary>The share of satisfied customers; undefined without a response.</summary>
    public Ratio Score => Ratio.Of(Satisfied, Responses);

    /// <inheritdoc cref="WilsonInterval.Of" path="/summary"/>
    /// <inheritdoc cref="WilsonInterval.Of" path="/remarks"/>
    /// <param name="level">How often such an interval holds the true share, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public RateInterval? Interval(double level = 0.95) => WilsonInterval.Of(Satisfied, Responses, level);

    /// <summary>The period and the score.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period.Name}: {Score}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("responses", Responses);
        json.Add("satisfied", Satisfied);
        json.Add("csat", Score);
        json.Add("csatInterval", Interval());
    }
}
