using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The share of customers of each period who found it easy, and the mean of their scores.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>responses of 5 to 7 / responses</c>, on a scale of 1 (strongly disagree that it was made easy) to 7 (strongly agree); the mean is the sum of all
/// scores over the responses. One response counts for each customer, survey and period: the latest, and of several at one instant the lowest.</para>
/// <para><b>Unit:</b> none, 0 to 1; the mean is a score, 1 to 7.</para>
/// <para><b>Undefined:</b> in a period without a response.</para>
/// <para><b>Cost:</b> one pass over the responses; memory for each period and score, none for each customer.</para>
/// <para><b>Source:</b> CEB (now Gartner), the customer effort score of the second version; docs/metrics/csat-and-ces.md.</para>
/// </remarks>
/// <example><code>
/// Ces march = Ces.FromTotals(periods, [new ScoreCounts(SurveyKind.Ces, 1, 0, 0, 1, 2, 3, 3)]);
/// march[0].Score;          // 8/10 = 0.8
/// march[0].Mean;           // 54/10 = 5.4
/// march[0].MeanInterval(); // 4.2609 to 6.5391, at 95 %
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SurveyTimeline.Ces or Ces.FromTotals")]
public sealed class Ces : PeriodAnswer<Ces, CesRow>
{
    private readonly PeriodTotals<ScoreCounts> totals;

    private Ces(ReportingPeriods periods, PeriodTotals<ScoreCounts> totals)
        : base(periods, currency: null, [], totals, periods.Zip(totals.All, static (period, counts) => new CesRow(period, counts)))
    {
        this.totals = totals;
        Overall = new CesRow(periods.Total, totals.All.Aggregate(static (left, right) => left + right));
    }

    /// <summary>Makes the answer of counts that any engine computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="totals">The counts of scores, one for each period.</param>
    /// <exception cref="ArgumentException">There is not one for each period, or one is of another kind of survey; the message names the period.</exception>
    public static Ces FromTotals(ReportingPeriods periods, IReadOnlyList<ScoreCounts> totals) => new(periods, ScoreCounts.Checked(periods, totals, SurveyKind.Ces));

    /// <summary>The responses of all periods together: a customer who answers in two periods counts in both.</summary>
    public CesRow Overall { get; }

    private protected override Ces Plus(Ces other, Currency currency) => new(Periods, totals.Plus(other.totals));

    private protected override void WriteRows(JsonAnswerWriter json)
    {
        base.WriteRows(json);
        json.Add("overall", Overall);
    }
}

/// <summary>The customer effort score of one period.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class CesRow : IJsonAnswer
{
    internal CesRow(ReportingPeriod period, ScoreCounts scores)
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

    /// <summary>Responses of 5 to 7.</summary>
    public long LowEffort => Scores.Between(Scores.Scale.FirstOfTop, Scores.Scale.Highest);

    /// <summary>The share of customers who found it easy; undefined without a response.</summary>
    public Ratio Score => Ratio.Of(LowEffort, Responses);

    /// <summary>The mean score: the sum of all scores over the responses; undefined without a response.</summary>
    public Ratio Mean => Ratio.Of(Sum(static score => score), Responses);

    /// <inheritdoc cref="WilsonInterval.Of" path="/summary"/>
    /// <inheritdoc cref="WilsonInterval.Of" path="/remarks"/>
    /// <param name="level">How often such an interval holds the true share, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public RateInterval? Interval(double level = 0.95) => WilsonInterval.Of(LowEffort, Responses, level);

    /// <summary>Computes the mean scores of all customers that agree with the responses of some.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>mean ± z s / √n</c> with s² the sample variance, divided by n − 1, n the responses and z the normal quantile of the level. The limits are cut
    /// at 1 and 7.</para>
    /// <para><b>Unit:</b> a score, 1 to 7.</para>
    /// <para><b>Undefined:</b> with fewer than two responses.</para>
    /// <para><b>Cost:</b> one quantile and one square root.</para>
    /// <para><b>Source:</b> the plain large-sample interval of a mean. Under some thirty responses it is too narrow.</para>
    /// </remarks>
    /// <param name="level">How often such an interval holds the true mean, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public ScoreInterval? MeanInterval(double level = 0.95)
    {
        _ = FormulaArgument.Level(level);
        if (Responses < 2)
        {
            return null;
        }

        decimal count = Responses, sum = Sum(static score => score), squares = Sum(static score => score * score);
        double variance = (double)(squares - (sum / count * sum)) / (double)(count - 1);
        return ScoreInterval.Of((double)(sum / count), double.Sqrt(double.Max(0, variance) / (double)count), Scores.Scale.Lowest, Scores.Scale.Highest, level);
    }

    /// <summary>The period, the score and the mean.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period.Name}: {Score}, mean {Mean}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("responses", Responses);
        json.Add("lowEffort", LowEffort);
        json.Add("ces", Score);
        json.Add("cesInterval", Interval());
        json.Add("cesMean", Mean);
        json.Add("cesMeanInterval", MeanInterval());
    }

    private decimal Sum(Func<int, int> of)
    {
        decimal sum = 0;
        for (int score = Scores.Scale.Lowest; score <= Scores.Scale.Highest; score++)
        {
            sum += (decimal)of(score) * Scores[score];
        }

        return sum;
    }
}
