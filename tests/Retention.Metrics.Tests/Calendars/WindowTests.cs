using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Calendars;

/// <summary>Where windows of the calendar begin: trailing years and trailing days.</summary>
public sealed class WindowTests
{
    /// <summary>In Asunción, 1 October 2023 began at 01:00 and 1 October 2022 at 00:00; in São Paulo likewise 4 November 2018 and 2017.</summary>
    [Theory]
    [InlineData("America/Asuncion", "2023-10-01", "2022-10-01")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2017-11-04")]
    [InlineData("America/Sao_Paulo", "2019-11-04", "2018-11-04")]
    [InlineData("Asia/Beirut", "2024-03-31", "2023-03-31")]
    public void TrailingYear_BeginsWithTheLocalDayOfAYearBefore_WhereverDaysBegin(string zone, string end, string start)
    {
        ReportingPeriods day = ReportingCalendar.Days(Zone(zone)).Containing(Date(end).PlusDays(-1));
        Instant begin = ReportingCalendar.Days(Zone(zone)).Containing(Date(start)).Start;

        AssertBegins(begin, timeline => timeline.TrailingYear(day)[0].NetRevenueRetention);
    }

    [Fact]
    public void TrailingYear_OfAnHourOfTheDay_BeginsAtThatHour() =>
        AssertBegins(Utc("2025-03-05T12:00"), timeline => timeline.TrailingYear(ReportingPeriods.Between(DateTimeZone.Utc, Utc("2026-03-01"), Utc("2026-03-05T12:00")))[0].NetRevenueRetention);

    [Fact]
    public void TrailingDays_OverADayThatAZoneLeavesOut_BeginADayEarlier()
    {
        DateTimeZone apia = Zone("Pacific/Apia");
        ReportingPeriods days = ReportingCalendar.Days(apia).From(Date("2011-12-28")).To(Date("2012-01-01"));
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2011-12-01"), days[1].Start + Duration.FromHours(5), Mrr(10)), new("bo", Utc("2011-12-01"), null, Mrr(10))]);

        Assert.Equal([Ratio.Of(0, 2), Ratio.Of(1, 2), Ratio.Of(0, 1), Ratio.Of(0, 1)], timeline.TrailingDays(days, 1).Select(row => row.CustomerChurnRate));
        Assert.Equal(timeline.RollForward(days, Daily).Select(row => row.CustomerChurnRate), timeline.TrailingDays(days, 1, Daily).Select(row => row.CustomerChurnRate));
        AssertBegins(days[1].Start, one => one.TrailingDays(ReportingPeriods.Between(apia, days[0].Start, days[1].End), 1)[0].NetRevenueRetention);
        AssertBegins(days[1].Start + Duration.FromHours(12), one => one.TrailingDays(ReportingPeriods.Between(apia, days[0].Start, days[1].End + Duration.FromHours(12)), 1)[0].NetRevenueRetention);
    }

    [Fact]
    public void TrailingWindows_BeforeTheFirstInstant_BeginWithIt()
    {
        foreach (DateTimeZone zone in new[] { DateTimeZone.Utc, Zone("Pacific/Apia"), Zone("America/New_York") })
        {
            Instant first = Instant.MinValue + Duration.FromDays(2);
            ReportingPeriods periods = ReportingPeriods.Between(zone, first, first + Duration.FromHours(30));
            RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2011-12-01"), null, Mrr(10))]);

            Assert.Equal(Ratio.Undefined.Value, timeline.TrailingYear(periods, Daily)[0].CustomerChurnRate.Value);
            Assert.Equal(Ratio.Undefined.Value, timeline.TrailingDays(periods, 36_500, Daily)[0].CustomerChurnRate.Value);
        }
    }

    [Fact]
    public void AMonth_WhoseLastDayEndsAt0100_IsAMonth()
    {
        // In Asunción, 1 October 2023 began at 01:00: September has an hour more than thirty times 24.
        ReportingPeriods months = ReportingCalendar.Months(Zone("America/Asuncion")).From(Month("2023-04")).To(Month("2023-10"));
        RollForward rows = RevenueTimeline.FromIntervals([new("ada", Utc("2023-01-01"), null, Mrr(10)), new("bo", Utc("2023-01-01"), Utc("2023-06-05"), Mrr(10))]).RollForward(months);

        Assert.All(rows, row => Assert.StartsWith("28.8 % is of a year, the rate of a month.", PublishedBenchmarks.ExpansionShare2020.CompareTo(row).Reason, StringComparison.Ordinal));
        Assert.True(CustomerLifetimeValue.ArpaOverSixMonthChurn(rows, month: 6).IsDefined);
        Assert.Equal(30m * 12m / 365m, WhatIf.From(RevenueTimeline.FromIntervals([new("ada", Utc("2023-01-01"), null, Mrr(10))])
            .RollForward(ReportingPeriods.Between(months.Zone, months[5].Start, months[5].End)))!.MonthsPerPeriod);
    }

    private static MetricPolicy Daily => MetricPolicy.Default with { ChurnDenominator = ChurnDenominator.EachDay, Netting = Netting.PerDay };

    /// <summary>Who comes a tick before a window begins is at risk in it, and who comes with it is not.</summary>
    private static void AssertBegins(Instant begin, Func<RevenueTimeline, Ratio> retention)
    {
        Assert.Equal(1m, retention(RevenueTimeline.FromIntervals([new("ada", begin - Duration.FromTicks(1), null, Mrr(10))])).Value);
        Assert.Null(retention(RevenueTimeline.FromIntervals([new("ada", begin, null, Mrr(10))])).Value);
    }

    private static LocalDate Date(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;
}
