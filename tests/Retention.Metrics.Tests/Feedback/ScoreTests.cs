using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Feedback;

public sealed class ScoreTests
{
    private static readonly ReportingPeriods March = Months("2026-03", "2026-03");

    [Fact]
    public void OnPaper_FiveCustomers_InAwkwardOrder_WithATieAndAnAnswerOutside()
    {
        SurveyTimeline responses = SurveyTimeline.FromResponses(
        [
            new("dan", Utc("2026-03-31T23:59"), "nps", 6),
            new("ada", Utc("2026-03-20"), "nps", 9),
            new("ada", Utc("2026-03-05"), "nps", 2), // an earlier answer of Ada
            new("bo", Utc("2026-03-01"), "nps", 10),
            new("cy", Utc("2026-03-09"), "nps", 8),
            new("cy", Utc("2026-03-09"), "nps", 7), // at one instant the lowest counts
            new("eve", Utc("2026-04-01"), "nps", 0), // the first instant of April
        ], SurveyKind.Nps);

        NpsRow march = responses.Nps(March)[0];

        Assert.Equal((4, 2, 1, 1), (march.Responses, march.Promoters, march.Passives, march.Detractors));
        Assert.Equal(Ratio.Of(1, 4), march.Score);
        Assert.Equal(1, march.Scores[7]);
        Assert.Equal("2026-03: 1/4 = 0.25", march.ToString());
        Assert.Equal(
            [("ada", 9), ("bo", 10), ("cy", 7), ("dan", 6)],
            responses.Explain(March).Select(one => (one.Customer.Value, one.Score)));
    }

    [Fact]
    public void ACustomer_CountsOnceForEachSurvey_AndInEachPeriod()
    {
        SurveyTimeline responses = SurveyTimeline.FromResponses(
        [
            new("ada", Utc("2026-03-20"), "a", 5), new("ada", Utc("2026-03-21"), "b", 1), new("ada", Utc("2026-03-22"), "a", 4), new("ada", Utc("2026-04-01"), "a", 3),
        ], SurveyKind.Csat);

        Csat answer = responses.Csat(Months("2026-03", "2026-04"));

        Assert.Equal([Ratio.Of(1, 2), Ratio.Of(0, 1)], answer.Select(row => row.Score));
        Assert.Equal(Ratio.Of(1, 3), answer.Overall.Score);
        Assert.Equal(Ratio.Of(1, 1), responses.OfSurvey("a").Csat(March)[0].Score);
    }

    [Fact]
    public void Effort_HasAShareAndAMean()
    {
        CesRow march = Ces.FromTotals(March, [new ScoreCounts(SurveyKind.Ces, 1, 0, 0, 1, 2, 3, 3)])[0];

        Assert.Equal(Ratio.Of(8, 10), march.Score);
        Assert.Equal(Ratio.Of(54, 10), march.Mean);

        // Σx² = 1 + 16 + 50 + 108 + 147 = 322; s² = (322 − 54²/10) / 9 = 3.3778; 1.96 √0.33778 = 1.139.
        Assert.Equal("4.2609 to 6.5391, at 95 %", march.MeanInterval().ToString());
        Assert.Equal("0.4902 to 0.9433, at 95 %", march.Interval().ToString());
    }

    [Fact]
    public void EveryInterval_IsOfTheLevelAskedFor()
    {
        CesRow ces = Ces.FromTotals(March, [new ScoreCounts(SurveyKind.Ces, 1, 0, 0, 1, 2, 3, 3)])[0];
        CsatRow csat = Csat.FromTotals(March, [new ScoreCounts(SurveyKind.Csat, 1, 2, 0, 3, 4)])[0];
        NpsRow nps = Nps.FromTotals(March, [new ScoreCounts(SurveyKind.Nps, 1, 0, 0, 0, 0, 0, 1, 2, 1, 3, 2)])[0];
        BandChurn band = ChurnAfterAnswer.FromTotals(March, MetricPolicy.Default, SurveyKind.Nps, 30, March.End, [new() { Passives = 10, PassivesLost = 3 }])[0].Of(AnswerBand.Passive);

        Assert.Equal((WilsonInterval.Of(8, 10, 0.8), WilsonInterval.Of(7, 10, 0.8), WilsonInterval.Of(3, 10, 0.8)), (ces.Interval(0.8), csat.Interval(0.8), band.Interval(0.8)));
        Assert.Equal(NetPromoterScore.Interval(promoters: 5, passives: 3, detractors: 2, level: 0.8), nps.Interval(0.8));

        // 1.2816 √0.33778 = 0.7448 around 5.4.
        Assert.Equal("4.6552 to 6.1448, at 80 %", ces.MeanInterval(0.8).ToString());
    }

    [Fact]
    public void WithoutAResponse_AllIsUndefined_AndOneHasNoSpread()
    {
        SurveyTimeline none = SurveyTimeline.FromResponses([]), one = SurveyTimeline.FromResponses([new("ada", Utc("2026-03-05"), "s", 7)]);

        Assert.False(none.Nps(March)[0].Score.IsDefined);
        Assert.Null(none.Nps(March)[0].Interval());
        Assert.False(none.Csat(March)[0].Score.IsDefined);
        Assert.Null(none.Csat(March)[0].Interval());
        Assert.False(none.Ces(March)[0].Mean.IsDefined);
        Assert.Null(none.Ces(March)[0].MeanInterval());
        Assert.Null(one.Ces(March)[0].MeanInterval());
        Assert.Equal(7m, one.Ces(March)[0].Mean.Value);
    }

    [Fact]
    public void AnotherKind_OrAScoreOffTheScale_IsRefused()
    {
        SurveyTimeline nps = SurveyTimeline.FromResponses([new("ada", Utc("2026-03-05"), "s", 3)], SurveyKind.Nps);
        SurveyTimeline mixed = SurveyTimeline.FromResponses([new("ada", Utc("2026-03-05"), "s", 3), new("bo", Utc("2026-03-05"), "s", 9)]);

        Assert.Contains("The responses are of NPS, and CSAT is asked for", Assert.Throws<ArgumentException>(() => nps.Csat(March)).Message, StringComparison.Ordinal);
        Assert.Contains("customer bo to survey 's' at 2026-03-05T00:00:00Z has the score 9, which is not on the scale of CSAT; it must be between 1 and 5", Assert.Throws<ArgumentException>(() => mixed.Csat(March)).Message, StringComparison.Ordinal);
        Assert.Contains("customer cy to survey 's' at 2026-03-05T00:00:00Z has the score 0", Assert.Throws<ArgumentException>(() => SurveyTimeline.FromResponses([new("ada", Utc("2026-03-05"), "s", 3), new("cy", Utc("2026-03-05"), "s", 0)]).Csat(March)).Message, StringComparison.Ordinal);
        Assert.Contains("customer bo to survey 's' at 2026-03-05T00:00:00Z has the score 9", Assert.Throws<ArgumentException>(() => SurveyTimeline.FromResponses([new("bo", Utc("2026-03-05"), "s", 9), new("cy", Utc("2026-03-05"), "s", 3)]).Csat(March)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => mixed.ChurnInto(March));
        Assert.Equal(2, mixed.Nps(March)[0].Responses);
    }

    [Fact]
    public void Totals_AreChecked()
    {
        var csat = new ScoreCounts(SurveyKind.Csat, 0, 0, 0, 0, 1);

        Assert.Contains("2026-03: the counts are of CSAT; they must be of NPS", Assert.Throws<ArgumentException>(() => Nps.FromTotals(March, [csat])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Csat.FromTotals(March, [csat, csat]));
        Assert.Throws<ArgumentException>(() => Csat.FromTotals(March, [default]));
        Assert.Equal(0, Nps.FromTotals(March, [default])[0].Responses);
        Assert.Contains("NPS has scores from 0 to 10, so expected 11", Assert.Throws<ArgumentException>(() => new ScoreCounts(SurveyKind.Nps, 1, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("The count of score 2 is -1", Assert.Throws<ArgumentException>(() => new ScoreCounts(SurveyKind.Csat, 1, -1, 0, 0, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScoreCounts((SurveyKind)3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => csat[0]);
        Assert.Throws<ArgumentException>(() => csat + default(ScoreCounts));
    }

    [Fact]
    public void Comments_AreGivenOnlyWhereTheyAreAskedFor()
    {
        SurveyTimeline responses = SurveyTimeline.FromResponses([new("ada", Utc("2026-03-05"), "s", 3) { Comment = "slow", Touchpoint = "email" }]);

        Assert.Null(Assert.Single(responses.Explain(March)).Comment);
        Assert.Equal(("slow", "email"), (Assert.Single(responses.Explain(March, withComments: true)).Comment, Assert.Single(responses.Explain(March)).Touchpoint));
    }
}

internal static class ShortCalls
{
    public static ChurnAfterAnswer ChurnInto(this SurveyTimeline responses, ReportingPeriods periods) =>
        RevenueTimeline.FromLevels([]).ChurnAfterAnswer(responses, periods, SurveyKind.Ces, 30, periods.End);
}
