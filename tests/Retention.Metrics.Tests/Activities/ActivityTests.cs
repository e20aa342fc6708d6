using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Activities;

/// <summary>Examples on paper, published examples, and what is refused.</summary>
public sealed class ActivityTests
{
    private static readonly ReportingPeriods Quarter = Months("2026-01", "2026-03");

    /// <summary>Ada: 5 and 6 January, 2 February. Bo: 31 January, 9 March. Cy: 28 February.</summary>
    private static readonly Activity[] Some =
    [
        new("ada", Utc("2026-01-05T09:00"), "login"), new("ada", Utc("2026-01-05T21:00"), "export", 3), new("ada", Utc("2026-01-06"), "login"), new("ada", Utc("2026-02-02"), "login"),
        new("bo", Utc("2026-01-31"), "login"), new("bo", Utc("2026-03-09"), "login"), new("cy", Utc("2026-02-28"), "login"),
    ];

    private static readonly ActivityTotals January = new() { Activities = 5, Quantity = 7, CustomerDays = 3, NewCustomers = 2 };
    private static readonly ActivityTotals February = new() { Activities = 2, Quantity = 2, CustomerDays = 2, RetainedCustomers = 1, NewCustomers = 1, DormantCustomers = 1 };
    private static readonly ActivityTotals March = new() { Activities = 1, Quantity = 1, CustomerDays = 1, ResurrectedCustomers = 1, DormantCustomers = 2 };

    [Fact]
    public void ThreeCustomers_OnPaper()
    {
        ActivityMetrics metrics = ActivityTimeline.FromActivities(Some).Metrics(Quarter);

        Assert.Equal([January with { Activities = 4, Quantity = 6 }, February, March], metrics.Select(row => row.Totals));
        Assert.Equal((Ratio.Of(1, 2), Ratio.Of(0, 2), Ratio.Undefined), (metrics[1].RetentionRate, metrics[2].RetentionRate, metrics[0].RetentionRate));
        Assert.Equal(Ratio.Of(3, 31 * 2), metrics[0].Stickiness);
        Assert.Equal((Ratio.Of(3, 31), Ratio.Of(2, 28)), (metrics[0].MeanDailyActiveCustomers, metrics[1].MeanDailyActiveCustomers));
        Assert.Equal("2026-02: 2 active, 1 retained, 1 new, 0 resurrected, 1 dormant", metrics[1].ToString());
    }

    [Fact]
    public void TheFirstPeriod_KnowsTheOneBeforeIt()
    {
        ActivityTimeline timeline = ActivityTimeline.FromActivities(Some);

        Assert.Equal(March, timeline.Metrics(Months("2026-03", "2026-03"))[0].Totals);
        Assert.Equal(1, timeline.Metrics(ReportingPeriods.Between(DateTimeZone.Utc, Utc("2026-02-01"), Utc("2026-02-05")))[0].DormantCustomers);
        Assert.Equal(0, timeline.Metrics(Quarter.AsOf(Utc("2026-02-02")))[1].ActiveCustomers);
        Assert.Equal(2, timeline.Metrics(Quarter.AsOf(Utc("2026-02-02")))[1].DormantCustomers);
    }

    /// <summary>
    /// codefinity.com, Product Analytics for Beginners, Retention Analysis: users 1, 2, 3 and 5 begin on day 0, user 4 on day 1; user 1 comes back on day 7,
    /// 2 on day 1, 5 on days 7 and 30. Its code gives day 1: 25.0 %, day 7: 50.0 %, day 7 or later: 50.0 %, day 30: 25.0 %.
    /// </summary>
    [Fact]
    public void ThePublishedTable_OfDaysAfterSignup()
    {
        (int User, int Day)[] published = [(1, 0), (1, 7), (2, 0), (2, 1), (3, 0), (4, 1), (5, 0), (5, 7), (5, 30)];
        ActivityTimeline timeline = ActivityTimeline.FromActivities(published.Select(row => new Activity($"{row.User}", Utc("2026-01-01") + Duration.FromDays(row.Day))));
        DayRetention retention = timeline.DayRetention(
            ReportingCalendar.Days(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)), [DayWindow.On(1), DayWindow.On(7), DayWindow.OnOrAfter(7), DayWindow.On(30)], Utc("2026-02-01"));

        Assert.Equal([0.25m, 0.5m, 0.5m, 0.25m], retention[0].Select(rate => rate.Value));
        Assert.Equal(4, retention[0].Customers);
    }

    /// <summary>gameofwhales.com, bracket retention: who joins on 1 September and plays on 3 and 9 September counts in the days 1 to 7 and 8 to 14.</summary>
    [Fact]
    public void ThePublishedBrackets_OfOnePlayer()
    {
        ActivityTimeline timeline = ActivityTimeline.FromActivities([new("player", Utc("2026-09-01")), new("player", Utc("2026-09-03")), new("player", Utc("2026-09-09"))]);
        DayRetention retention = timeline.DayRetention(Months("2026-09", "2026-09"), [DayWindow.Between(1, 7), DayWindow.Between(8, 14), DayWindow.Between(15, 21)], Utc("2026-10-01"));

        Assert.Equal([1m, 1m, 0m], retention[0].Select(rate => rate.Value));
    }

    /// <summary>runfutureproof.com, DAU/MAU ratio: 15,000 daily of 50,000 monthly active users are 30 %.</summary>
    [Fact]
    public void ThePublishedStickiness() => Assert.Equal(0.3m, Stickiness.Of(customerDays: 15_000 * 30, days: 30, activeCustomers: 50_000).Value);

    [Fact]
    public void ADay_IsThatOfTheZone_AndMustHaveEnded()
    {
        // In Berlin the first activity is on 2 January, the second on the 3rd.
        ActivityTimeline timeline = ActivityTimeline.FromActivities([new("ada", Utc("2026-01-01T23:30")), new("ada", Utc("2026-01-02T23:30"))]);
        ReportingPeriods berlin = ReportingCalendar.Months(Zone("Europe/Berlin")).Containing(new LocalDate(2026, 1, 1));

        Assert.Equal(Ratio.Of(1, 1), timeline.DayRetention(berlin, [DayWindow.On(1)], Utc("2026-01-03T23:00"))[0][0]);
        Assert.Equal(Ratio.Of(0, 0), timeline.DayRetention(berlin, [DayWindow.On(1)], Utc("2026-01-03T22:59"))[0][0]);
        Assert.Equal(Ratio.Of(0, 1), timeline.DayRetention(berlin, [DayWindow.On(2)], Utc("2026-02-01"))[0][0]);
    }

    /// <summary>Samoa left 30 December 2011 out: from noon of the 29th to noon of the 31st are 24 hours and two days of the calendar.</summary>
    [Fact]
    public void ADayThatTheZoneLeftOut_IsCountedWithTheOthers()
    {
        ActivityTimeline timeline = ActivityTimeline.FromActivities([new("ada", Utc("2011-12-29T22:00")), new("ada", Utc("2011-12-30T22:00"))]);
        ReportingPeriods december = ReportingCalendar.Months(Zone("Pacific/Apia")).Containing(new LocalDate(2011, 12, 1));

        Assert.Equal([Ratio.Of(0, 1), Ratio.Of(1, 1)], timeline.DayRetention(december, [DayWindow.On(1), DayWindow.On(2)], Utc("2012-01-05"))[0]);
    }

    [Theory]
    [InlineData("7", 7, 7)]
    [InlineData("0", 0, 0)]
    [InlineData("1-7", 1, 7)]
    [InlineData("30+", 30, null)]
    public void AWindow_IsRead_AndWritten(string text, int first, int? last)
    {
        DayWindow window = DayWindow.Parse(text);

        Assert.Equal((first, last, text), (window.First, window.Last, window.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("7-1")]
    [InlineData("7-")]
    [InlineData("+")]
    [InlineData("1-2-3")]
    [InlineData("36501")]
    [InlineData(" 7")]
    [InlineData("seven")]
    public void WhatIsNoWindow_IsRefused_WithTheValidForms(string text)
    {
        Assert.Contains($"'{text}' is no window of days; expected a day such as 7", Assert.Throws<FormatException>(() => DayWindow.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeAsked_IsRefused()
    {
        ActivityTimeline timeline = ActivityTimeline.FromActivities(Some);

        Assert.Throws<ArgumentOutOfRangeException>(() => DayWindow.On(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DayWindow.Between(7, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => DayWindow.OnOrAfter(36_501));
        Assert.Contains("No window of days is given", Assert.Throws<ArgumentException>(() => timeline.DayRetention(Quarter, [], Utc("2026-04-01"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => timeline.DayRetention(Quarter, [null!], Utc("2026-04-01")));
    }

    [Fact]
    public void Totals_ThatContradictThemselves_AreRefused_WithThePeriod()
    {
        Assert.Equal(3, ActivityMetrics.FromTotals(Quarter, [January, February, March]).Count);
        Refused("There are totals of 2 periods, but 3 periods", [January, February]);
        Refused("Totals of period 2026-02: RetainedCustomers and DormantCustomers are 1 and 0; together they must be the active customers of the period before, 2.", [January, February with { DormantCustomers = 0 }, March]);
        Refused("Totals of period 2026-01: NewCustomers is -1; it must be between 0 and", [January with { NewCustomers = -1 }, February, March]);
        Refused("RetainedCustomers is -1", [January with { RetainedCustomers = -1 }, February, March]);
        Refused("ResurrectedCustomers is -1", [January with { ResurrectedCustomers = -1 }, February, March]);
        Refused("DormantCustomers is -1", [January with { DormantCustomers = -1 }, February, March]);
        Refused("CustomerDays is 1; it must be between 2 and 62", [January with { CustomerDays = 1 }, February, March]);
        Refused("CustomerDays is 63; it must be between 2 and 62", [January with { CustomerDays = 63, Activities = 63 }, February, March]);
        Refused("Activities is 2; it must be between 3 and", [January with { Activities = 2 }, February, March]);
        Refused("Activities is 1; it must be between 0 and 0", [new ActivityTotals { Activities = 1 }, February, March]);
        Refused("Quantity is -1; it must be between 0 and", [January with { Quantity = -1 }, February, March]);

        static void Refused(string message, ActivityTotals[] totals) =>
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => ActivityMetrics.FromTotals(Quarter, totals)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RatesByDay_ThatContradictThemselves_AreRefused_WithThePeriod()
    {
        DayWindow[] windows = [DayWindow.On(0), DayWindow.On(7), DayWindow.OnOrAfter(7)];
        Ratio all = Ratio.Of(4, 4), two = Ratio.Of(2, 3), three = Ratio.Of(3, 3);

        Assert.Equal(4, Of(new DayRetentionTotals(4, [all, two, three])).Overall.Customers);
        Refused("there are 2 rates, but 3 windows", new DayRetentionTotals(4, [all, two]));
        Refused("Totals of period 2026-01: Customers is -4", new DayRetentionTotals(-4, [all, two, three]));
        Refused("the rate of the days 7 is 4/3; expected whole numbers of customers, at most the cohort of 4", new DayRetentionTotals(4, [all, Ratio.Of(4, 3), three]));
        Refused("the rate of the days 7 is 0.5/3", new DayRetentionTotals(4, [all, Ratio.Of(0.5m, 3), three]));
        Refused("the rate of the days 0 is 5/5", new DayRetentionTotals(4, [Ratio.Of(5, 5), two, three]));
        Refused("that of 7+ is 2/3; the same customers count for both", new DayRetentionTotals(4, [all, three, two]));
        Refused("that of 7+ is 2/2; the same customers count for both", new DayRetentionTotals(4, [all, two, Ratio.Of(2, 2)]));
        Refused("on day 0 every customer is active", new DayRetentionTotals(4, [Ratio.Of(3, 4), two, three]));

        DayRetention Of(DayRetentionTotals totals) => DayRetention.FromTotals(Months("2026-01", "2026-01"), windows, Utc("2026-04-01"), [totals]);

        void Refused(string message, DayRetentionTotals totals) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => Of(totals)).Message, StringComparison.Ordinal);
    }
}
