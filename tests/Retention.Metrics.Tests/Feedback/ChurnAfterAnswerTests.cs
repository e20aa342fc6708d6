using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Feedback;

public sealed class ChurnAfterAnswerTests
{
    private static readonly ReportingPeriods March = Months("2026-03", "2026-03");

    /// <summary>Ada and Bo are detractors and Ada leaves; Cy is a promoter; Dan is silent and leaves in April; Eve has ended before; Fay never paid.</summary>
    private static readonly RevenueTimeline Revenue = RevenueTimeline.FromIntervals(
    [
        new("ada", Utc("2026-01-01"), Utc("2026-03-25"), Mrr(10)),
        new("bo", Utc("2026-01-01"), null, Mrr(10)),
        new("cy", Utc("2026-01-01"), null, Mrr(10)),
        new("dan", Utc("2026-01-01"), Utc("2026-04-20"), Mrr(10)),
        new("eve", Utc("2026-01-01"), Utc("2026-02-20"), Mrr(10)),
    ]);

    private static readonly SurveyTimeline Responses = SurveyTimeline.FromResponses(
    [
        new("ada", Utc("2026-03-05"), "s", 3), new("bo", Utc("2026-03-10"), "s", 6), new("cy", Utc("2026-03-10"), "s", 9), new("eve", Utc("2026-03-10"), "s", 1), new("fay", Utc("2026-03-10"), "s", 10),
    ], SurveyKind.Nps);

    [Fact]
    public void OnPaper_SixCustomers()
    {
        ChurnAfterAnswerRow march = Revenue.ChurnAfterAnswer(Responses, March, SurveyKind.Nps, days: 30, asOf: Utc("2026-05-01"))[0];

        Assert.Equal(Ratio.Of(1, 2), march.Of(AnswerBand.Detractor).ChurnRate);
        Assert.Equal(Ratio.Of(0, 0), march.Of(AnswerBand.Passive).ChurnRate);
        Assert.Equal(Ratio.Of(0, 1), march.Of(AnswerBand.Promoter).ChurnRate);
        Assert.Equal(Ratio.Of(1, 1), march.Of(AnswerBand.Silent).ChurnRate);
        Assert.Equal(2, march.NotPaying);
        Assert.Null(march.RelativeRisk());
        Assert.Equal(new RelativeRisk(2, march.RelativeRisk(AnswerBand.Silent, AnswerBand.Detractor)!.Value.Lower, march.RelativeRisk(AnswerBand.Silent, AnswerBand.Detractor)!.Value.Upper, 0.95), march.RelativeRisk(AnswerBand.Silent, AnswerBand.Detractor));
    }

    [Fact]
    public void WhoseDaysHaveNotEnded_IsOpen()
    {
        // On 10 April the thirty days of 10 March have ended (9 April), those of silence have not (1 May).
        ChurnAfterAnswerRow april = Revenue.ChurnAfterAnswer(Responses, March, SurveyKind.Nps, 30, Utc("2026-04-09"))[0];
        ChurnAfterAnswerRow before = Revenue.ChurnAfterAnswer(Responses, March, SurveyKind.Nps, 30, Utc("2026-04-09") - Duration.FromTicks(1))[0];

        Assert.Equal((2, 0), (april.Of(AnswerBand.Detractor).CustomersAtRisk, april.Of(AnswerBand.Detractor).OpenCustomers));
        Assert.Equal((1, 1), (before.Of(AnswerBand.Detractor).CustomersAtRisk, before.Of(AnswerBand.Detractor).OpenCustomers));
        Assert.Equal(Ratio.Of(1, 1), before.Of(AnswerBand.Detractor).ChurnRate);
        Assert.Equal((0, 1), (april.Of(AnswerBand.Silent).CustomersAtRisk, april.Of(AnswerBand.Silent).OpenCustomers));
    }

    /// <summary>The thirty days of 5 March end on 4 April: who ends at that very instant paid to the last, who ends a tick before does not.</summary>
    [Fact]
    public void AnEndAtTheInstantAtWhichTheDaysEnd_IsNoLossWithinThem()
    {
        Instant ended = Utc("2026-04-04");
        RevenueTimeline revenue = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), ended, Mrr(10)), new("bo", Utc("2026-01-01"), ended - Duration.FromTicks(1), Mrr(10))]);
        SurveyTimeline responses = SurveyTimeline.FromResponses([new("ada", Utc("2026-03-05"), "s", 3), new("bo", Utc("2026-03-05"), "s", 9)], SurveyKind.Nps);

        ChurnAfterAnswerRow march = revenue.ChurnAfterAnswer(responses, March, SurveyKind.Nps, days: 30, asOf: Utc("2026-05-01"))[0];

        Assert.Equal((Ratio.Of(0, 1), Ratio.Of(1, 1)), (march.Of(AnswerBand.Detractor).ChurnRate, march.Of(AnswerBand.Promoter).ChurnRate));
    }

    /// <summary>Ada answers while she is paused, Bo pauses after his answer, Cy says nothing and pauses in April.</summary>
    [Theory]
    [InlineData(PauseRule.Inactive, 1)]
    [InlineData(PauseRule.KeepCustomer, 0)]
    public void APausedCustomer_DoesNotPay_AndIsLostUnlessThePolicyKeepsThem(PauseRule pauses, int lost)
    {
        SubscriptionHistory history =
        [
            Subscription.Of("ada").Starts(Utc("2026-01-05"), Monthly(10m)), Subscription.Of("ada").Pauses(Utc("2026-03-01")),
            Subscription.Of("bo").Starts(Utc("2026-01-05"), Monthly(10m)), Subscription.Of("bo").Pauses(Utc("2026-03-20")),
            Subscription.Of("cy").Starts(Utc("2026-01-05"), Monthly(10m)), Subscription.Of("cy").Pauses(Utc("2026-04-10")),
        ];
        SurveyTimeline responses = SurveyTimeline.FromResponses([new("ada", Utc("2026-03-10"), "s", 3), new("bo", Utc("2026-03-10"), "s", 3)], SurveyKind.Nps);

        ChurnAfterAnswerRow march = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = pauses }).ChurnAfterAnswer(responses, March, SurveyKind.Nps, days: 30, asOf: Utc("2026-06-01"))[0];

        Assert.Equal((Ratio.Of(lost, 1), Ratio.Of(lost, 1), 1), (march.Of(AnswerBand.Detractor).ChurnRate, march.Of(AnswerBand.Silent).ChurnRate, march.NotPaying));
    }

    [Fact]
    public void TheLatestAnswerOfThePeriodCounts_WhateverTheSurvey()
    {
        SurveyTimeline twice = SurveyTimeline.FromResponses([new("bo", Utc("2026-03-05"), "a", 2), new("bo", Utc("2026-03-06"), "b", 10)], SurveyKind.Nps);

        Assert.Equal(1, Revenue.ChurnAfterAnswer(twice, March, SurveyKind.Nps, 10, Utc("2026-05-01"))[0].Of(AnswerBand.Promoter).CustomersAtRisk);
        Assert.Equal(0, Revenue.ChurnAfterAnswer(twice, March, SurveyKind.Nps, 10, Utc("2026-05-01"))[0].Of(AnswerBand.Detractor).CustomersAtRisk);
    }

    [Theory]
    [InlineData(SurveyKind.Nps, 6, 7, 8, 9)]
    [InlineData(SurveyKind.Csat, 2, 3, 3, 4)]
    [InlineData(SurveyKind.Ces, 3, 4, 4, 5)]
    public void TheBandsOfEachKind_AreAsStated(SurveyKind kind, int lastDetractor, int firstPassive, int lastPassive, int firstPromoter)
    {
        AnswerBand BandOf(int score) => Revenue.ChurnAfterAnswer(SurveyTimeline.FromResponses([new("bo", Utc("2026-03-05"), "s", score)], kind), March, kind, 10, Utc("2026-05-01"))[0]
            .Bands.First(band => band.CustomersAtRisk == 1).Band;

        Assert.Equal([AnswerBand.Detractor, AnswerBand.Passive, AnswerBand.Passive, AnswerBand.Promoter], new[] { lastDetractor, firstPassive, lastPassive, firstPromoter }.Select(BandOf));
    }

    [Fact]
    public void AResponseRate_IsOfThoseWhoPayInThePeriod()
    {
        ResponseRateRow march = Revenue.ResponseRate(Responses, March)[0], february = Revenue.ResponseRate(Responses, Months("2026-02", "2026-02"))[0];

        Assert.Equal((4, 3, 2), (march.Asked, march.Responders, march.OtherResponders));
        Assert.Equal(Ratio.Of(3, 4), march.Rate);
        Assert.Equal((5, 0, 0), (february.Asked, february.Responders, february.OtherResponders));
    }

    [Fact]
    public void AResponseRate_CanBeOfThoseWhoWereInvited()
    {
        ResponseRateRow march = Responses.ResponseRate(March, [new("ada", Utc("2026-03-01")), new("ada", Utc("2026-03-02")), new("gil", Utc("2026-03-01")), new("bo", Utc("2026-02-28"))])[0];

        Assert.Equal((2, 1, 4), (march.Asked, march.Responders, march.OtherResponders));
        Assert.Contains("Invitation 0 has no customer", Assert.Throws<ArgumentException>(() => Responses.ResponseRate(March, [new(default, Utc("2026-03-01"))])).Message, StringComparison.Ordinal);
    }

    /// <summary>Ada answers twice, Bo at the first instant of March, Cy at the first of April: two of the three who were invited, Cy's invitation among them, and April has no invitation.</summary>
    [Fact]
    public void AnInvitedCustomer_AnswersOnceInEachPeriod_FromItsFirstInstantOn()
    {
        SurveyTimeline responses = SurveyTimeline.FromResponses(
        [
            new("ada", Utc("2026-03-05"), "s", 3), new("ada", Utc("2026-03-06"), "s", 4), new("bo", Utc("2026-03-01"), "s", 9), new("cy", Utc("2026-04-01"), "s", 9), new("dan", Utc("2026-03-09"), "s", 1), new("dan", Utc("2026-03-10"), "s", 1),
        ]);

        ResponseRate rate = responses.ResponseRate(Months("2026-03", "2026-04"), [new("ada", Utc("2026-03-01")), new("bo", Utc("2026-03-31")), new("cy", Utc("2026-03-31"))]);

        Assert.Equal([(3L, 2L, 1L), (0L, 0L, 1L)], rate.Select(row => (row.Asked, row.Responders, row.OtherResponders)));
    }

    [Fact]
    public void Totals_AreChecked()
    {
        ChurnAfterAnswer Of(AfterAnswerTotals totals, int days = 30) => ChurnAfterAnswer.FromTotals(March, MetricPolicy.Default, SurveyKind.Nps, days, March.End, [totals]);

        Assert.Contains("2026-03: the lost customers of Passive is 2; it must be between 0 and 1", Assert.Throws<ArgumentException>(() => Of(new() { Passives = 1, PassivesLost = 2 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Of(new() { SilentOpen = -1 }));
        Assert.Throws<ArgumentException>(() => Of(new() { NotPaying = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("days", () => Of(default, days: 0));
        Assert.Throws<ArgumentOutOfRangeException>("days", () => Of(default, days: 36_501));
        Assert.Throws<ArgumentOutOfRangeException>("band", () => Of(default)[0].Of((AnswerBand)4));
        Assert.Throws<ArgumentException>(() => ResponseRate.FromTotals(March, [new() { Asked = 1, Responders = 2 }]));
        Assert.Throws<ArgumentException>(() => ResponseRate.FromTotals(March, []));
    }
}
