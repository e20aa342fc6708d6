using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Calendars;

/// <summary>Periods as keys: of rows by name, of dictionaries by value.</summary>
public sealed class PeriodLookUpTests
{
    private static readonly RevenueTimeline Timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-10"), Utc("2026-03-05"), Mrr(100)), new("bo", Utc("2026-02-01"), null, Mrr(50))]);

    [Fact]
    public void Rows_AreFoundByTheNameOfTheirPeriod()
    {
        RollForward rollForward = Timeline.RollForward(Months("2026-01", "2026-04"));
        RevenueCohortTable cohorts = Timeline.Cohorts(Months("2026-01", "2026-04"), Utc("2026-05-01"));

        Assert.All(rollForward, row => Assert.Same(row, rollForward[row.Period.Name]));
        Assert.True(rollForward.TryGetValue("2026-03", out RollForwardRow? march));
        Assert.Equal(Mrr(100), march.ChurnMrr);
        Assert.Same(cohorts[1], cohorts["2026-02"]);
    }

    [Fact]
    public void PeriodsBetweenBoundsOfYourOwn_AreFoundByTheirBounds()
    {
        RollForward rollForward = Timeline.RollForward(ReportingPeriods.Between(DateTimeZone.Utc, Utc("2026-01-01"), Utc("2026-03-01"), Utc("2026-03-10")));

        Assert.Equal(Mrr(100), rollForward["2026-03-01/2026-03-10"].ChurnMrr);
    }

    [Theory]
    [InlineData("2026-05")]
    [InlineData("2026-1")]
    [InlineData("2026-Q1")]
    [InlineData("")]
    public void APeriodThatIsNotThere_IsRefused_WithTheFirstAndTheLast(string period)
    {
        RollForward rollForward = Timeline.RollForward(Months("2026-01", "2026-04"));

        Assert.Equal($"There is no period '{period}'; the periods are 2026-01 … 2026-04.", Assert.Throws<KeyNotFoundException>(() => rollForward[period]).Message);
        Assert.False(rollForward.TryGetValue(period, out RollForwardRow? none));
        Assert.Null(none);
        Assert.Throws<ArgumentNullException>(() => rollForward[null!]);
    }

    [Fact]
    public void Periods_AreKeysOfDictionaries_ByZoneBoundsAndName()
    {
        ReportingPeriods year = Months("2026-01", "2026-12");
        Dictionary<ReportingPeriod, int> months = year.Index().ToDictionary(entry => entry.Item, entry => entry.Index);

        Assert.Equal(9, months[ReportingCalendar.Months(DateTimeZone.Utc).Parse("2026-10")[0]]);
        Assert.False(months.ContainsKey(ReportingCalendar.Months(Zone("Etc/UTC")).Parse("2026-10")[0]));
        Assert.False(months.ContainsKey(ReportingPeriods.Between(DateTimeZone.Utc, Utc("2026-10-01"), Utc("2026-11-01"))[0]));
        Assert.False(months.ContainsKey(ReportingCalendar.Quarters(DateTimeZone.Utc).Parse("2026-Q4")[0]));
    }

    [Fact]
    public void YearMonth_IsTheMonthOfAMonth_AndNothingOfOtherPeriods()
    {
        DateTimeZone asuncion = Zone("America/Asuncion"); // 1 October 2023 begins at 01:00

        Assert.Equal(Month("2023-10"), ReportingCalendar.Months(asuncion).Parse("2023-10")[0].YearMonth);
        Assert.Equal(Month("2023-09"), ReportingCalendar.Months(asuncion).Parse("2023-09")[0].YearMonth);
        Assert.Equal(Month("2011-12"), ReportingCalendar.Months(Zone("Pacific/Apia")).Parse("2011-12")[0].YearMonth);
        Assert.Equal(Month("2026-02"), ReportingPeriods.Between(DateTimeZone.Utc, Utc("2026-02-01"), Utc("2026-03-01"))[0].YearMonth);
        Assert.Null(ReportingPeriods.Between(DateTimeZone.Utc, Utc("2026-02-01"), Utc("2026-03-01T01:00"))[0].YearMonth);
        Assert.Null(ReportingPeriods.Between(DateTimeZone.Utc, Utc("2026-02-02"), Utc("2026-03-01"))[0].YearMonth);
        Assert.Null(ReportingPeriods.Between(DateTimeZone.Utc, Instant.MaxValue - Duration.FromDays(31), Instant.MaxValue)[0].YearMonth);
        Assert.Null(ReportingPeriods.Between(DateTimeZone.Utc, Instant.MinValue, Instant.MinValue + Duration.FromDays(1))[0].YearMonth);
        Assert.All(
            new[] { ReportingCalendar.Days(asuncion), ReportingCalendar.Weeks(asuncion), ReportingCalendar.Quarters(asuncion), ReportingCalendar.Years(asuncion), ReportingCalendar.FiscalYears(asuncion, 4) },
            calendar => Assert.Null(calendar.Containing(new LocalDate(2023, 10, 1))[0].YearMonth));
    }
}
