using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class FeedbackExamples
{
    private static readonly ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

    [Fact]
    public void Formulas_OfFeedback()
    {
        #region xml: NetPromoterScore.Of
        Show(NetPromoterScore.Of(promoters: 5, passives: 3, detractors: 2).Value); // 0.3
        #endregion

        #region xml: NetPromoterScore.Interval
        Show(NetPromoterScore.Interval(promoters: 291, passives: 476, detractors: 395)); // -0.1334 to -0.0456, at 95 %
        #endregion

        #region xml: RelativeRisk.Of
        Show(RelativeRisk.Of(lost: 10, customers: 75, referenceLost: 12, referenceCustomers: 225)); // 2.5000 (1.1262 to 5.5499, at 95 %)
        #endregion
    }

    [Fact]
    public void Scores_OfEachKind()
    {
        #region xml: ScoreCounts
        var counts = new ScoreCounts(SurveyKind.Csat, 1, 0, 2, 3, 4); // scores 1 to 5
        Show(counts.Responses);     // 10
        Show(counts[5]);            // 4
        Show(counts.Between(4, 5)); // 7
        #endregion
    }

    [Fact]
    public void Nps_Type()
    {
        SurveyTimeline responses = SurveyTimeline.FromResponses(
            [new("ada", Instant.FromUtc(2026, 3, 5, 9, 30), "relationship", 9), new("bo", Instant.FromUtc(2026, 3, 6, 14, 0), "relationship", 4)], SurveyKind.Nps);

        #region xml: Nps
        Nps march = responses.Nps(periods);
        Show(march[0].Score);      // 0/2 = 0: Ada would recommend, Bo would not
        Show(march[0].Promoters);  // 1
        Show(march[0].Interval()); // -1.0000 to 1.0000, at 95 %
        #endregion
    }

    [Fact]
    public void Csat_Type()
    {
        #region xml: Csat
        Csat march = Csat.FromTotals(periods, [new ScoreCounts(SurveyKind.Csat, 1, 0, 2, 3, 4)]);
        Show(march[0].Score);      // 7/10 = 0.7
        Show(march[0].Interval()); // 0.3968 to 0.8922, at 95 %
        #endregion
    }

    [Fact]
    public void Ces_Type()
    {
        #region xml: Ces
        Ces march = Ces.FromTotals(periods, [new ScoreCounts(SurveyKind.Ces, 1, 0, 0, 1, 2, 3, 3)]);
        Show(march[0].Score);          // 8/10 = 0.8
        Show(march[0].Mean);           // 54/10 = 5.4
        Show(march[0].MeanInterval()); // 4.2609 to 6.5391, at 95 %
        #endregion
    }

    [Fact]
    public void ChurnAfterAnswer_Type()
    {
        #region xml: ChurnAfterAnswer
        AfterAnswerTotals[] totals = [new() { Detractors = 75, DetractorsLost = 10, Promoters = 225, PromotersLost = 12 }];
        var after = ChurnAfterAnswer.FromTotals(periods, MetricPolicy.Default, SurveyKind.Nps, days: 90, asOf: Instant.FromUtc(2026, 12, 1, 0, 0), totals);
        Show(after[0].Of(AnswerBand.Detractor).ChurnRate); // 10/75 = 0.133333
        Show(after[0].RelativeRisk());                     // 2.5000 (1.1262 to 5.5499, at 95 %)
        #endregion
    }

    [Fact]
    public void ResponseRate_Type()
    {
        #region xml: ResponseRate
        var rate = ResponseRate.FromTotals(periods, [new ResponseRateTotals { Asked = 40, Responders = 10 }]);
        Show(rate[0].Rate); // 10/40 = 0.25
        #endregion
    }
}
