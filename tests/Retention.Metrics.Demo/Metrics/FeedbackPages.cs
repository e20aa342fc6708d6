using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class FeedbackPages
{
    [Fact]
    public void Nps_OfFive()
    {
        #region nps-five
        Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 9, 0);

        SurveyTimeline responses = SurveyTimeline.FromResponses(
        [
            new("ada", Day(3, 5), "relationship", 2), new("ada", Day(3, 20), "relationship", 9), new("bo", Day(3, 1), "relationship", 10),
            new("cy", Day(3, 9), "relationship", 8), new("cy", Day(3, 9), "relationship", 7), new("dee", Day(3, 31), "relationship", 6), new("eve", Day(4, 1), "relationship", 0),
        ], SurveyKind.Nps);
        Nps march = responses.Nps(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1)));

        Console.WriteLine(march[0].Score);       // 1/4 = 0.25
        Console.WriteLine(march[0].Interval());  // -0.5626 to 1.0000, at 95 %: four answers say little
        #endregion
    }

    [Fact]
    public void Nps_Pitfall()
    {
        #region nps-pitfall
        Console.WriteLine(NetPromoterScore.Interval(promoters: 50, passives: 30, detractors: 20));  // 0.1469 to 0.4531, at 95 %: a hundred answers
        #endregion
    }

    [Fact]
    public void Ces_OfTen()
    {
        #region ces-ten
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));
        Ces ces = Ces.FromTotals(march, [new ScoreCounts(SurveyKind.Ces, 1, 0, 0, 1, 2, 3, 3)]);

        Console.WriteLine(ces[0].Score);           // 8/10 = 0.8
        Console.WriteLine(ces[0].Interval());      // 0.4902 to 0.9433, at 95 %
        Console.WriteLine(ces[0].Mean);            // 54/10 = 5.4
        Console.WriteLine(ces[0].MeanInterval());  // 4.2609 to 6.5391, at 95 %
        #endregion
    }

    [Fact]
    public void Csat_Pitfall()
    {
        #region csat-pitfall
        Console.WriteLine(WilsonInterval.Of(counted: 4, all: 5));  // 0.3755 to 0.9638, at 95 %: four of five may be four of ten
        #endregion
    }

    [Fact]
    public void ChurnAfterTheAnswer_OfFive()
    {
        #region churn-after-the-answer
        Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
        RecurringRevenue ten = RecurringRevenue.PerMonth(new Money(10m, Currency.Eur));
        RevenueTimeline timeline = RevenueTimeline.FromIntervals(
        [
            new("ada", Day(1, 1), Day(3, 25), ten), new("bo", Day(1, 1), null, ten), new("cy", Day(1, 1), null, ten), new("dan", Day(1, 1), Day(4, 20), ten), new("eve", Day(1, 1), Day(2, 20), ten),
        ]);
        SurveyTimeline responses = SurveyTimeline.FromResponses(
            [new("ada", Day(3, 5), "s", 3), new("bo", Day(3, 10), "s", 6), new("cy", Day(3, 10), "s", 9), new("eve", Day(3, 10), "s", 1)], SurveyKind.Nps);
        ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));
        ChurnAfterAnswerRow march = timeline.ChurnAfterAnswer(responses, periods, SurveyKind.Nps, days: 30, asOf: Day(5, 1))[0];

        Console.WriteLine(march.Of(AnswerBand.Detractor).ChurnRate);      // 1/2 = 0.5
        Console.WriteLine(march.Of(AnswerBand.Promoter).ChurnRate);       // 0/1 = 0
        Console.WriteLine(march.Of(AnswerBand.Silent).ChurnRate);         // 1/1 = 1
        Console.WriteLine(march.NotPaying);                               // 1
        Console.WriteLine(timeline.ResponseRate(responses, periods)[0].Rate);  // 3/4 = 0.75
        #endregion
    }

    [Fact]
    public void ChurnAfterTheAnswer_Pitfall()
    {
        #region churn-after-the-answer-pitfall
        Console.WriteLine(RelativeRisk.Of(lost: 3, customers: 6, referenceLost: 1, referenceCustomers: 14));  // 7.0000 (0.9001 to 54.4391, at 95 %): not even above 1
        #endregion
    }
}
