using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Calendars;

public sealed class PeriodStatusTests
{
    [Fact]
    public void WithinAPeriod_ItIsCutInTwo()
    {
        ReportingPeriods periods = Months("2026-01", "2026-03").AsOf(Utc("2026-02-11"));

        Assert.Equal(["2026-01", "2026-02 (to date)", "2026-02-11/2026-03-01 (upcoming)", "2026-03 (upcoming)"], periods.Select(period => period.ToString()));
        Assert.Equal([PeriodStatus.Complete, PeriodStatus.ToDate, PeriodStatus.Upcoming, PeriodStatus.Upcoming], periods.Select(period => period.Status));
        Assert.Equal(Utc("2026-02-11"), periods[1].End);
        Assert.Equal("2026-02", periods[1].Name);
    }

    [Theory]
    [InlineData("2025-12-01", "2026-01 (upcoming)", "2026-02 (upcoming)")]
    [InlineData("2026-01-01", "2026-01 (upcoming)", "2026-02 (upcoming)")]
    [InlineData("2026-02-01", "2026-01", "2026-02 (upcoming)")]
    [InlineData("2026-03-01", "2026-01", "2026-02")]
    public void AtABound_NothingIsCut(string asOf, params string[] expected)
    {
        ReportingPeriods periods = Months("2026-01", "2026-02").AsOf(Utc(asOf));

        Assert.Equal(expected, periods.Select(period => period.ToString()));
        Assert.NotEqual(Months("2026-01", "2026-02"), periods);
    }

    [Fact]
    public void WhatIsToDate_StaysSo() => Assert.Equal(
        ["2026-01 (to date)", "2026-01-11/2026-02-01"],
        Months("2026-01", "2026-01").AsOf(Utc("2026-01-11")).AsOf(Utc("2026-05-01")).Select(period => period.ToString()));

    /// <summary>A cut period is not annualized as the whole month is.</summary>
    [Fact]
    public void RateToDate_IsAnnualizedByItsDays()
    {
        SubscriptionHistory history = [Subscription.Of("ada").Starts(Utc("2025-01-05"), Monthly(10)), Subscription.Of("bo").Starts(Utc("2025-01-05"), Monthly(10)), Subscription.Of("bo").Ends(Utc("2026-01-03"))];
        RollForwardRow toDate = RevenueTimeline.FromHistory(history).RollForward(Months("2026-01", "2026-01").AsOf(Utc("2026-01-11")))[0];

        Assert.Equal(Annualized.Churn(Ratio.Of(1, 2), 36.5), toDate.AnnualizedCustomerChurn);
    }

    [Fact]
    public void AnswersToDate_DoNotMergeWithThoseOfTheWholePeriod()
    {
        RevenueTimeline timeline = RevenueTimeline.FromHistory([Subscription.Of("ada").Starts(Utc("2025-01-05"), Monthly(10))]);

        Assert.Throws<ArgumentException>(() => timeline.RollForward(Months("2026-01", "2026-01")).Merge(timeline.RollForward(Months("2026-01", "2026-01").AsOf(Utc("2026-03-01")))));
    }
}
