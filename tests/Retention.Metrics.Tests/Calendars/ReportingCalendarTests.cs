using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Calendars;

public sealed class ReportingCalendarTests
{
    private static readonly DateTimeZone Utc = DateTimeZone.Utc;

    [Fact]
    public void EveryKind_HasItsName()
    {
        LocalDate day = new(2025, 3, 14);

        Assert.Equal("2025-03-14", Name(ReportingCalendar.Days(Utc)));
        Assert.Equal("2025-W11", Name(ReportingCalendar.Weeks(Utc)));
        Assert.Equal("2025-03", Name(ReportingCalendar.Months(Utc)));
        Assert.Equal("2025-Q1", Name(ReportingCalendar.Quarters(Utc)));
        Assert.Equal("2025", Name(ReportingCalendar.Years(Utc)));
        Assert.Equal("FY2025-Q4", Name(ReportingCalendar.FiscalQuarters(Utc, 4)));
        Assert.Equal("FY2025", Name(ReportingCalendar.FiscalYears(Utc, 4)));
        Assert.Equal("FY2026", Name(ReportingCalendar.FiscalYears(Utc, 2)));
        Assert.Equal("FY2025", Name(ReportingCalendar.FiscalYears(Utc, 1)));

        string Name(ReportingCalendar calendar) => Assert.Single(calendar.Containing(day)).Name;
    }

    [Fact]
    public void Months_FromTo_IncludeBoth()
    {
        ReportingPeriods year = ReportingCalendar.Months(Utc).From(Month("2024-11")).To(Month("2025-02"));

        Assert.Equal(["2024-11", "2024-12", "2025-01", "2025-02"], year.Select(period => period.Name));
        Assert.Equal((At.Utc("2024-11-01"), At.Utc("2025-03-01"), "2024-11 … 2025-02"), (year.Start, year.End, year.ToString()));
        Assert.Equal("2024-11", Months("2024-11", "2024-11").ToString());
    }

    [Fact]
    public void Dates_ReachOutToTheWholePeriodsThatHoldThem() =>
        Assert.Equal(["2025-01", "2025-02"], ReportingCalendar.Months(Utc).From(new LocalDate(2025, 1, 31)).To(new LocalDate(2025, 2, 1)).Select(period => period.Name));

    [Fact]
    public void To_AMonth_IncludesTheWeekOfItsLastDay() =>
        Assert.Equal("2025-W09", ReportingCalendar.Weeks(Utc).From(Month("2025-02")).To(Month("2025-02"))[^1].Name);

    [Fact]
    public void LeapYears_HaveA29February()
    {
        ReportingPeriods days = ReportingCalendar.Days(Utc).From(new LocalDate(2024, 2, 28)).To(new LocalDate(2024, 3, 1));

        Assert.Equal(["2024-02-28", "2024-02-29", "2024-03-01"], days.Select(day => day.Name));
        Assert.Equal(29, ReportingCalendar.Months(Utc).Containing(new LocalDate(2024, 2, 1))[0].Length.TotalDays);
        Assert.Equal(28, ReportingCalendar.Months(Utc).Containing(new LocalDate(2025, 2, 1))[0].Length.TotalDays);
        Assert.Equal(366, ReportingCalendar.Years(Utc).Containing(new LocalDate(2024, 2, 1))[0].Length.TotalDays);
    }

    [Theory]
    [InlineData("Europe/Berlin", 2025, 3, 30, 23.0)]
    [InlineData("Europe/Berlin", 2025, 10, 26, 25.0)]
    [InlineData("Europe/Berlin", 2025, 6, 1, 24.0)]
    [InlineData("America/New_York", 2025, 3, 9, 23.0)]
    [InlineData("America/New_York", 2025, 11, 2, 25.0)]
    [InlineData("Australia/Lord_Howe", 2025, 4, 6, 24.5)]
    [InlineData("Australia/Lord_Howe", 2025, 10, 5, 23.5)]
    [InlineData("Asia/Kathmandu", 1985, 12, 31, 24.0)]
    [InlineData("Asia/Kathmandu", 1986, 1, 1, 23.75)]
    [InlineData("America/Sao_Paulo", 2018, 11, 4, 23.0)] // begins at 01:00
    [InlineData("America/Havana", 2024, 11, 3, 25.0)] // has 00:30 twice
    public void ADayOfAClockChange_HasItsOwnLength(string zone, int year, int month, int day, double hours) =>
        Assert.Equal(hours, ReportingCalendar.Days(Zone(zone)).Containing(new LocalDate(year, month, day))[0].Length.TotalHours);

    [Fact]
    public void AMonthOfAClockChange_IsAnHourShorter() =>
        Assert.Equal(743, ReportingCalendar.Months(Zone("Europe/Berlin")).Containing(new LocalDate(2025, 3, 1))[0].Length.TotalHours);

    [Fact]
    public void ADayThatAZoneLeavesOut_IsNoPeriod()
    {
        ReportingCalendar apia = ReportingCalendar.Days(Zone("Pacific/Apia"));
        ReportingPeriods days = apia.From(new LocalDate(2011, 12, 28)).To(new LocalDate(2011, 12, 31));

        Assert.Equal(["2011-12-28", "2011-12-29", "2011-12-31"], days.Select(day => day.Name));
        Assert.All(days, day => Assert.Equal(24, day.Length.TotalHours));
        Assert.Equal(30, ReportingCalendar.Months(Zone("Pacific/Apia")).Containing(new LocalDate(2011, 12, 1))[0].Length.TotalDays);
        Assert.Throws<ArgumentOutOfRangeException>(() => apia.Containing(new LocalDate(2011, 12, 30)));
    }

    [Fact]
    public void AnInstant_WhoseDateComesAgain_BelongsToTheDayThatHasBegun()
    {
        // St. John's clocks went back from 00:01 on Sunday to 23:01 on Saturday: that date was shown again.
        ReportingCalendar days = ReportingCalendar.Days(Zone("America/St_Johns"));
        Instant saturdayAgain = Instant.FromUtc(2010, 11, 7, 2, 45);

        Assert.Equal(new LocalDate(2010, 11, 6), saturdayAgain.InZone(days.Zone).Date);
        Assert.Equal("2010-11-07", days.Containing(saturdayAgain)[0].Name);
        Assert.True(days.Containing(saturdayAgain)[0].Contains(saturdayAgain));
    }

    [Theory]
    [InlineData(2020, 12, 31, IsoDayOfWeek.Monday, "2020-W53")]
    [InlineData(2021, 1, 3, IsoDayOfWeek.Monday, "2020-W53")]
    [InlineData(2021, 1, 4, IsoDayOfWeek.Monday, "2021-W01")]
    [InlineData(2024, 12, 30, IsoDayOfWeek.Monday, "2025-W01")]
    [InlineData(2024, 12, 29, IsoDayOfWeek.Sunday, "2025-W01")]
    [InlineData(2024, 12, 28, IsoDayOfWeek.Sunday, "2024-W52")]
    [InlineData(2025, 1, 4, IsoDayOfWeek.Sunday, "2025-W01")]
    [InlineData(2025, 1, 3, IsoDayOfWeek.Saturday, "2024-W53")]
    [InlineData(2025, 1, 4, IsoDayOfWeek.Saturday, "2025-W01")]
    public void Weeks_BelongToTheYearThatHoldsFourOfTheirDays(int year, int month, int day, IsoDayOfWeek first, string name)
    {
        ReportingPeriod week = ReportingCalendar.Weeks(Utc, first).Containing(new LocalDate(year, month, day))[0];

        Assert.Equal((name, first, 7), (week.Name, week.LocalStart.DayOfWeek, (int)week.Length.TotalDays));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(12)]
    public void AFiscalYear_HasFourQuarters_AndTheNameOfTheYearItEndsIn(int firstMonth)
    {
        ReportingPeriod year = ReportingCalendar.FiscalYears(Utc, firstMonth).Containing(new LocalDate(2025, 6, 15))[0];
        ReportingPeriods quarters = ReportingCalendar.FiscalQuarters(Utc, firstMonth).From(year.LocalStart.Date).To(year.LocalEnd.Date.PlusDays(-1));

        Assert.Equal($"FY{year.LocalEnd.Date.PlusDays(-1).Year}", year.Name);
        Assert.Equal(Enumerable.Range(1, 4).Select(quarter => $"{year.Name}-Q{quarter}"), quarters.Select(quarter => quarter.Name));
        Assert.Equal((year.Start, year.End), (quarters.Start, quarters.End));
        Assert.Equal(firstMonth, year.LocalStart.Month);
    }

    [Fact]
    public void BoundsOfYourOwn_AreNamedByThemselves()
    {
        DateTimeZone berlin = Zone("Europe/Berlin");
        ReportingPeriods periods = ReportingPeriods.Between(berlin, At.Utc("2025-01-31T23:00"), At.Utc("2025-02-28T23:00"), At.Utc("2025-03-30T10:30"));

        Assert.Equal(["2025-02-01/2025-03-01", "2025-03-01/2025-03-30T12:30:00+02:00"], periods.Select(period => period.Name));
        Assert.Equal("2025-02-01/2025-03-30T12:30:00+02:00", periods.Total.Name);
        Assert.Equal("2025-02", ReportingCalendar.Months(berlin).Containing(At.Utc("2025-01-31T23:00")).Total.Name);
    }

    [Fact]
    public void WhatMakesNoPeriods_IsRefused()
    {
        Instant at = At.Utc("2025-01-01");

        Assert.Throws<ArgumentException>(() => ReportingPeriods.Between(Utc, at));
        Assert.Throws<ArgumentException>(() => ReportingPeriods.Between(Utc));
        Assert.Throws<ArgumentException>(() => ReportingPeriods.Between(Utc, at, at));
        Assert.Throws<ArgumentException>(() => ReportingPeriods.Between(Utc, at, at.PlusNanoseconds(50)));
        Assert.Throws<ArgumentException>(() => ReportingPeriods.Between(Utc, at, at - Duration.FromDays(1)));
        Assert.Throws<ArgumentNullException>(() => ReportingPeriods.Between(null!, at, at + Duration.FromDays(1)));
        Assert.Throws<ArgumentNullException>(() => ReportingCalendar.Months(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportingCalendar.FiscalYears(Utc, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportingCalendar.FiscalQuarters(Utc, 13));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportingCalendar.Weeks(Utc, IsoDayOfWeek.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportingCalendar.Months(Utc).From(Month("2025-02")).To(Month("2025-01")));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportingCalendar.Days(Utc).From(new LocalDate(1, 1, 1)).To(new LocalDate(9000, 1, 1)));
    }

    [Fact]
    public void BoundsFinerThanATick_CountInWholeTicks()
    {
        Instant at = At.Utc("2025-01-01"), finer = at.PlusNanoseconds(50);
        SubscriptionHistory history = [Subscription.Of("ada").TrialStarts(at - Duration.FromDays(9)), Subscription.Of("ada").Ends(at.PlusNanoseconds(20))];
        ReportingPeriods before = ReportingPeriods.Between(Utc, at - Duration.FromDays(1), finer), after = ReportingPeriods.Between(Utc, finer, finer + Duration.FromDays(1));

        Assert.Equal((at, at), (before.End, after.Start));
        Assert.Equal((0, 1), (TrialConversion.Of(history, before)[0].TrialsEnded, TrialConversion.Of(history, after)[0].TrialsEnded));
    }

    /// <summary>All of time in UTC, and as much of it as has a local time elsewhere.</summary>
    [Fact]
    public void PeriodsThatReachTheEndsOfTime_AreAnswered_AndBoundsWithoutALocalTimeAreRefused()
    {
        MetricPolicy daily = MetricPolicy.Default with { Netting = Netting.PerDay, ChurnDenominator = ChurnDenominator.EachDay };
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Instant.MinValue + Duration.FromDays(9), Instant.MaxValue - Duration.FromDays(9), Mrr(10))]);
        foreach (DateTimeZone zone in new[] { Utc, Zone("Pacific/Apia"), Zone("America/New_York") })
        {
            Instant first = zone == Utc ? Instant.MinValue : Instant.MinValue + Duration.FromDays(1), last = zone == Utc ? Instant.MaxValue : Instant.MaxValue - Duration.FromDays(1);
            RollForward early = timeline.RollForward(ReportingPeriods.Between(zone, first, first + Duration.FromDays(30)), daily);
            RollForward late = timeline.RollForward(ReportingPeriods.Between(zone, last - Duration.FromDays(30), last), daily);

            Assert.Equal((Mrr(10), Mrr(10)), (early[0].NewMrr, late[0].ChurnMrr));
            Assert.Single(ReportingPeriods.Between(zone, first, last));
        }

        Assert.Contains("no local time in Pacific/Apia", Assert.Throws<ArgumentException>(() => ReportingPeriods.Between(Zone("Pacific/Apia"), At.Utc("2025-01-01"), Instant.MaxValue)).Message, StringComparison.Ordinal);
        Assert.Contains("no local time in America/New_York", Assert.Throws<ArgumentException>(() => ReportingPeriods.Between(Zone("America/New_York"), Instant.MinValue, At.Utc("2025-01-01"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DatesAtTheEndsOfTheCalendar_AreRefused_AndTheYearsWithinAreNot()
    {
        ReportingCalendar[] calendars =
        [
            ReportingCalendar.Days(Zone("Pacific/Apia")), ReportingCalendar.Weeks(Zone("America/New_York")), ReportingCalendar.Months(Utc), ReportingCalendar.Quarters(Utc),
            ReportingCalendar.Years(Zone("Pacific/Apia")), ReportingCalendar.FiscalQuarters(Zone("America/New_York"), 12), ReportingCalendar.FiscalYears(Zone("Pacific/Apia"), 2),
        ];
        Assert.All(calendars, calendar =>
        {
            Assert.Single(calendar.Containing(new LocalDate(-9997, 1, 1)));
            Assert.Single(calendar.Containing(new LocalDate(9998, 12, 31)));
            Assert.Contains("-9997 to 9998", Assert.Throws<ArgumentOutOfRangeException>(() => calendar.Containing(LocalDate.MinIsoValue)).Message, StringComparison.Ordinal);
            Assert.Contains("-9997 to 9998", Assert.Throws<ArgumentOutOfRangeException>(() => calendar.From(new LocalDate(2025, 1, 1)).To(LocalDate.MaxIsoValue)).Message, StringComparison.Ordinal);
        });
    }

    /// <summary>Kwajalein left out 21 August 1993, and Samoa 30 December 2011: weeks, months and years that hold them are a day shorter.</summary>
    [Theory]
    [InlineData("Pacific/Kwajalein", 1993, 8, 21)]
    [InlineData("Pacific/Apia", 2011, 12, 30)]
    public void PeriodsThatHoldADayThatAZoneLeavesOut_AreADayShorter(string zone, int year, int month, int day)
    {
        LocalDate skipped = new(year, month, day);

        Assert.Equal(6, ReportingCalendar.Weeks(Zone(zone)).Containing(skipped)[0].Length.TotalDays);
        Assert.Equal(6, ReportingCalendar.Weeks(Zone(zone), skipped.DayOfWeek).Containing(skipped)[0].Length.TotalDays);
        Assert.Equal(30, ReportingCalendar.Months(Zone(zone)).Containing(skipped)[0].Length.TotalDays);
        Assert.Equal(364, ReportingCalendar.FiscalYears(Zone(zone), 3).Containing(skipped)[0].Length.TotalDays - (CalendarSystem.Iso.IsLeapYear(year + 1) ? 1 : 0));
    }

    [Fact]
    public void WhatIsRefused_IsNamed_WithItsLegalRange()
    {
        Instant at = At.Utc("2025-01-01");

        ArgumentOutOfRangeException firstDay = Assert.Throws<ArgumentOutOfRangeException>(() => ReportingCalendar.Weeks(Utc, (IsoDayOfWeek)8));
        Assert.Equal(("firstDay", (IsoDayOfWeek)8), (firstDay.ParamName, firstDay.ActualValue));
        Assert.Contains("before the first, which starts on 2025-02-01", Refusal(() => ReportingCalendar.Months(Utc).From(new LocalDate(2025, 2, 3)).To(Month("2025-01"))), StringComparison.Ordinal);
        Assert.Contains("Bound 2 (2025-01-01T00:00:00Z) does not lie after bound 1 (2025-01-02T00:00:00Z)", Refusal(() => ReportingPeriods.Between(Utc, at, at + Duration.FromDays(1), at)), StringComparison.Ordinal);

        static string Refusal(Func<object> periods) => Assert.ThrowsAny<ArgumentException>(periods).Message;
    }

    [Fact]
    public void Periods_FollowOneAnother_AndEveryInstantHasOne() =>
        Laws.Check(Any.PeriodScenario, scenario =>
        {
            foreach ((ReportingPeriod before, ReportingPeriod after) in scenario.Periods.Zip(scenario.Periods.Skip(1)))
            {
                Assert.Equal(before.End, after.Start);
            }

            Assert.All(scenario.Periods, period => Assert.True(period.Length > Duration.Zero));
            Assert.Equal(scenario.Periods.Count, scenario.Periods.Select(period => period.Name).Distinct().Count());
            foreach (Instant at in scenario.Instants)
            {
                Assert.Equal(at >= scenario.Periods.Start && at < scenario.Periods.End ? 1 : 0, scenario.Periods.Count(period => period.Contains(at)));
                Assert.True(ReportingCalendar.Days(scenario.Zone).Containing(at)[0].Contains(at));
                Assert.True(ReportingCalendar.Months(scenario.Zone).Containing(at)[0].Contains(at));
            }
        });

    [Fact]
    public void Periods_AreEqual_WhenZoneNamesAndBoundsAre()
    {
        ReportingPeriods january = Months("2025-01", "2025-01");

        Assert.Equal(Months("2025-01", "2025-01"), january);
        Assert.Equal(Months("2025-01", "2025-01").GetHashCode(), january.GetHashCode());
        Assert.NotEqual(Months("2025-01", "2025-02"), january);
        Assert.NotEqual(ReportingCalendar.Months(Zone("Etc/UTC")).Containing(new LocalDate(2025, 1, 1)), january);
        Assert.NotEqual(ReportingPeriods.Between(Utc, january.Start, january.End), january);
    }
}
