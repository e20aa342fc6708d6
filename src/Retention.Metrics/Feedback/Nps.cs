using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The net promoter score of each period.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>(promoters − detractors) / responses</c>: promoters answered 9 or 10, passives 7 or 8, detractors 0 to 6. One response counts for each
/// customer, survey and period: the latest, and of several at one instant the lowest.</para>
/// <para><b>Unit:</b> none; −1 to 1. It is shown times 100, without a percent sign.</para>
/// <para><b>Undefined:</b> in a period without a response.</para>
/// <para><b>Cost:</b> one pass over the responses; memory for each period and score, none for each customer.</para>
/// <para><b>Source:</b> F. F. Reichheld, "The One Number You Need to Grow", Harvard Business Review 81 (2003); docs/metrics/nps.md.</para>
/// </remarks>
/// <example><code>
/// Nps march = responses.Nps(periods);
/// march[0].Score;      // 0/2 = 0: Ada would recommend, Bo would not
/// march[0].Promoters;  // 1
/// march[0].Interval(); // -1.0000 to 1.0000, at 95 %
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SurveyTimeline.Nps or Nps.FromTotals")]
public sealed class Nps : PeriodAnswer<Nps, NpsRow>
{
    private readonly PeriodTotals<ScoreCounts> totals;

    private Nps(ReportingPeriods periods, PeriodTotals<ScoreCounts> totals)
        : base(periods, currency: null, [], totals, periods.Zip(totals.All, static (period, counts) => new NpsRow(period, counts)))
    {
        this.totals = totals;
        Overall = new NpsRow(periods.Total, totals.All.Aggregate(static (left, right) => left + right));
    }

    /// <summary>Makes the answer of counts that any engine computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="totals">The counts of scores, one for each period.</param>
    /// <exception cref="ArgumentException">There is not one for each period, or one is of another kind of survey; the message names the period.</exception>
    public static Nps FromTotals(ReportingPeriods periods, IReadOnlyList<ScoreCounts> totals) => new(periods, ScoreCounts.Checked(periods, totals, SurveyKind.Nps));

    /// <summary>The responses of all periods together: a customer who answers in two periods counts in both.</summary>
    public NpsRow Overall { get; }

    private protected override Nps Plus(Nps other, Currency currency) => new(Periods, totals.Plus(other.totals));

    private protected override void WriteRows(JsonAnswerWriter json)
    {
        base.WriteRows(json);
        json.Add("overall", Overall);
    }
}

/// <summary>The net promoter score of one period.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class NpsRow : IJsonAnswer
{
    internal NpsRow(ReportingPeriod period, ScoreCounts scores)
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

    /// <summary>Responses of 9 and 10.</summary>
    public long Promoters => Scores.Between(Scores.Scale.FirstOfTop, Scores.Scale.Highest);

    /// <summary>Responses of 7 and 8.</summary>
    public long Passives => Scores.Between(Scores.Scale.LastOfBottom + 1, Scores.Scale.FirstOfTop - 1);

    /// <summary>Responses of 0 to 6.</summary>
    public long Detractors => Scores.Between(Scores.Scale.Lowest, Scores.Scale.LastOfBottom);

    /// <inheritdoc cref="NetPromoterScore.Of"/>
    public Ratio Score => NetPromoterScore.Of(Promoters, Passives, Detractors);

    /// <inheritdoc cref="NetPromoterScore.Interval" path="/summary"/>
    /// <inheritdoc cref="NetPromoterScore.Interval" path="/remarks"/>
    /// <param name="level">How often such an interval holds the true score, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public ScoreInterval? Interval(double level = 0.95) => NetPromoterScore.Interval(Promoters, Passives, Detractors, level);

    /// <summary>The period and the score.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period.Name}: {Score}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("responses", Responses);
        json.Add("promoters", Promoters);
        json.Add("passives", Passives);
        json.Add("detractors", Detractors);
        json.Add("nps", Score);
        json.Add("npsInterval", Interval());
    }
}
