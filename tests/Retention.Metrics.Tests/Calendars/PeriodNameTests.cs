using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Calendars;

/// <summary>Names of periods are read back, and nothing else is.</summary>
public sealed class PeriodNameTests
{
    [Fact]
    public void Parse_ReadsEveryNameThatTheCalendarPrints() =>
        Laws.Check(AnyCalendar.Any, one =>
        {
            foreach (Instant at in one.Instants)
            {
                ReportingPeriods period = one.Calendar.Containing(at);

                Assert.Equal(period, one.Calendar.Parse(period[0].Name));
                Assert.Equal(period[0], one.Calendar.Parse(period.ToString()).Total);
            }
        });

    [Theory]
    [InlineData("2026-01-05", "2026-01-06")]
    [InlineData("2026-W02", "2026-01-12")]
    [InlineData("2020-W53", "2021-01-04")]
    [InlineData("2026-10", "2026-11-01")]
    [InlineData("1998-Q1", "1998-04-01")]
    [InlineData("1998", "1999-01-01")]
    [InlineData("FY2026-Q1", "2025-07-01")]
    [InlineData("FY2026", "2026-04-01")]
    public void EveryKindOfName_IsReadByItsCalendarAlone(string name, string end)
    {
        ReportingCalendar[] all =
        [
            ReportingCalendar.Days(DateTimeZone.Utc), ReportingCalendar.Weeks(DateTimeZone.Utc), ReportingCalendar.Months(DateTimeZone.Utc), ReportingCalendar.Quarters(DateTimeZone.Utc),
            ReportingCalendar.Years(DateTimeZone.Utc), ReportingCalendar.FiscalQuarters(DateTimeZone.Utc, 4), ReportingCalendar.FiscalYears(DateTimeZone.Utc, 4),
        ];

        ReportingPeriods period = Assert.Single(all.Select(calendar => calendar.TryParse(name, out ReportingPeriods? found) ? found : null).OfType<ReportingPeriods>());

        Assert.Equal((name, Utc(end)), (Assert.Single(period).Name, period.End));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("2026-10 ")]
    [InlineData(" 2026-10")]
    [InlineData("+026-10")]
    [InlineData("26-10")]
    [InlineData("2026-10-01")]
    [InlineData("2026-W10")]
    [InlineData("2026-Q4")]
    [InlineData("FY2026-10")]
    [InlineData("-9998-12")]
    [InlineData("9999-01")]
    [InlineData("-9999-01")]
    [InlineData("12026-10")]
    [InlineData("２０２６-10")]
    [InlineData("2026-10/2026-11")]
    public void WhatIsNoMonth_IsRefused_WithAnExample(string text)
    {
        ReportingCalendar months = ReportingCalendar.Months(Zone("Europe/Berlin"));

        Assert.Equal($"'{text}' is not the name of a month in Europe/Berlin; expected a name such as 2026-10.", Assert.Throws<FormatException>(() => months.Parse(text)).Message);
        Assert.False(months.TryParse(text, out ReportingPeriods? none));
        Assert.Null(none);
    }

    [Fact]
    public void ACalendar_IsNamedByItsPeriodsAndItsZone() =>
        Assert.Equal(("months in Europe/Berlin", "fiscal years in UTC"), (ReportingCalendar.Months(Zone("Europe/Berlin")).ToString(), ReportingCalendar.FiscalYears(DateTimeZone.Utc, 4).ToString()));

    [Fact]
    public void TheExample_IsANameOfTheCalendar()
    {
        Assert.EndsWith("a week in UTC; expected a name such as 2026-W40.", Refusal(ReportingCalendar.Weeks(DateTimeZone.Utc)), StringComparison.Ordinal);
        Assert.EndsWith("a day in UTC; expected a name such as 2026-10-01.", Refusal(ReportingCalendar.Days(DateTimeZone.Utc)), StringComparison.Ordinal);
        Assert.EndsWith("a fiscal quarter in UTC; expected a name such as FY2027-Q3.", Refusal(ReportingCalendar.FiscalQuarters(DateTimeZone.Utc, 4)), StringComparison.Ordinal);
        Assert.EndsWith("a fiscal year in UTC; expected a name such as FY2027.", Refusal(ReportingCalendar.FiscalYears(DateTimeZone.Utc, 4)), StringComparison.Ordinal);

        static string Refusal(ReportingCalendar calendar) => Assert.Throws<FormatException>(() => calendar.Parse("October")).Message;
    }

    [Fact]
    public void Weeks_ThatAYearDoesNotHave_AreRefused()
    {
        ReportingCalendar weeks = ReportingCalendar.Weeks(DateTimeZone.Utc);

        Assert.True(weeks.TryParse("2026-W53", out _));
        Assert.False(weeks.TryParse("2025-W53", out _));
        Assert.False(weeks.TryParse("2026-W00", out _));
        Assert.False(weeks.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => weeks.Parse(null!));
    }

    [Fact]
    public void ADayThatAZoneLeavesOut_HasNoName()
    {
        ReportingCalendar apia = ReportingCalendar.Days(Zone("Pacific/Apia"));

        Assert.Contains("not the name of a day in Pacific/Apia", Assert.Throws<FormatException>(() => apia.Parse("2011-12-30")).Message, StringComparison.Ordinal);
        Assert.Equal("2011-12-31", apia.Parse("2011-12-31")[0].Name);
    }

    [Fact]
    public void NamesAtTheEndsOfTheCalendar_AreReadBack()
    {
        ReportingCalendar[] calendars =
        [
            ReportingCalendar.Days(Zone("Pacific/Apia")), ReportingCalendar.Weeks(Zone("America/New_York")), ReportingCalendar.Weeks(DateTimeZone.Utc, IsoDayOfWeek.Thursday), ReportingCalendar.Months(DateTimeZone.Utc),
            ReportingCalendar.Quarters(DateTimeZone.Utc), ReportingCalendar.Years(Zone("Pacific/Apia")), ReportingCalendar.FiscalQuarters(Zone("America/New_York"), 12), ReportingCalendar.FiscalYears(Zone("Pacific/Apia"), 2),
        ];

        Assert.All(calendars, calendar => Assert.All(new[] { new LocalDate(-9997, 1, 1), new LocalDate(-1, 6, 30), new LocalDate(0, 1, 1), new LocalDate(9998, 12, 31) }, date =>
            Assert.Equal(calendar.Containing(date), calendar.Parse(calendar.Containing(date)[0].Name))));
    }
}
