using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Calendars;

/// <summary>The periods of a year or month, the last complete ones, and what time types of .NET name.</summary>
public sealed class YearsAndLastPeriodsTests
{
    private static readonly DateTimeZone Utc = DateTimeZone.Utc;

    [Fact]
    public void Last_IsConsecutive_AndCompleteAtTheInstant() =>
        Laws.Check(AnyCalendar.Any, one =>
        {
            foreach ((int index, Instant at) in one.Instants.Index())
            {
                ReportingPeriods last = one.Calendar.Last(index + 1, at);

                Assert.Equal(index + 1, last.Count);
                Assert.All(last.Zip(last.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
                Assert.True(last.End <= at);
                Assert.Equal(last.End, one.Calendar.Containing(at).Start);
                Assert.True(one.Calendar.Containing(last.End).End > at);
                Assert.Equal(last, one.Calendar.Last(index + 1, last.End));
                Assert.All(last, period => Assert.Equal(one.Calendar.Containing(period.Start)[0], period));
            }
        });

    [Fact]
    public void Year_HasThePeriodsThatAreNamedByIt() =>
        Laws.Check(AnyCalendar.Any, one =>
        {
            int year = one.Instants[0].InZone(one.Zone).Year;
            ReportingPeriods periods = one.Calendar.Year(year), next = one.Calendar.Year(year + 1);

            string prefix = FormattableString.Invariant($"{(one.IsFiscal ? "FY" : "")}{year}");
            Assert.Equal(periods.End, next.Start);
            Assert.All(periods, period => Assert.StartsWith(prefix, period.Name, StringComparison.Ordinal));
            int days = (one.Zone.Id, year) == ("Pacific/Apia", 2011) ? 364 : CalendarSystem.Iso.GetDaysInYear(year);
            int[] counts = one.Kind switch
            {
                "days" => [days],
                "months" => [12],
                _ when one.Kind.StartsWith("weeks", StringComparison.Ordinal) => [52, 53],
                _ when one.Kind.Contains("quarters", StringComparison.Ordinal) => [4],
                _ => [1],
            };
            Assert.Contains(periods.Count, counts);
        });

    [Fact]
    public void Month_HasThePeriodsOfItsDays() =>
        Laws.Check(AnyCalendar.Any, one =>
        {
            YearMonth month = one.Instants[0].InZone(one.Zone).Date.ToYearMonth();
            ReportingPeriods periods = one.Calendar.Month(month.Year, month.Month);

            Assert.Equal(one.Calendar.Containing(month.OnDayOfMonth(1))[0], periods[0]);
            Assert.Equal(one.Calendar.Containing(month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1))[0], periods[^1]);
            ReportingPeriod whole = ReportingCalendar.Months(one.Zone).Month(month.Year, month.Month).Total;
            Assert.Equal((month, whole), (whole.YearMonth, ReportingCalendar.Months(one.Zone).Containing(month.OnDayOfMonth(1))[0]));
        });

    [Fact]
    public void Examples_OfYearsMonthsAndLastPeriods()
    {
        Assert.Equal("2026-01 … 2026-12", ReportingCalendar.Months(Utc).Year(2026).ToString());
        Assert.Equal("FY2026-Q1 … FY2026-Q4", ReportingCalendar.FiscalQuarters(Utc, 4).Year(2026).ToString());
        Assert.Equal(At.Utc("2025-04-01"), ReportingCalendar.FiscalQuarters(Utc, 4).Year(2026).Start);
        Assert.Equal((52, 53), (ReportingCalendar.Weeks(Utc).Year(2025).Count, ReportingCalendar.Weeks(Utc).Year(2026).Count));
        Assert.Equal("2026-10", ReportingCalendar.Months(Utc).Month(2026, 10).ToString());
        Assert.Equal("2026-W40 … 2026-W44", ReportingCalendar.Weeks(Utc).Month(2026, 10).ToString());
        Assert.Equal("2026-Q4", ReportingCalendar.Quarters(Utc).Month(2026, 10).ToString());
        Assert.Equal(28, ReportingCalendar.Days(Utc).Month(2026, 2).Count);
        Assert.Equal("2025-10 … 2026-09", ReportingCalendar.Months(Utc).Last(12, endingBefore: At.Utc("2026-10-17")).ToString());
        Assert.Equal("2025-10 … 2026-09", ReportingCalendar.Months(Utc).Last(12, endingBefore: At.Utc("2026-10-01")).ToString());
        Assert.Equal("2025-09 … 2026-08", ReportingCalendar.Months(Utc).Last(12, endingBefore: At.Utc("2026-10-01") - Duration.FromTicks(1)).ToString());
    }

    /// <summary>São Paulo has no midnight on 4 November 2018: the day begins at 01:00.</summary>
    [Fact]
    public void Last_OfDaysWithoutAMidnight_EndsWhereTheDayBegins()
    {
        ReportingCalendar days = ReportingCalendar.Days(Zone("America/Sao_Paulo"));
        Instant begins = Instant.FromUtc(2018, 11, 4, 3, 0);

        Assert.Equal("2018-11-03", days.Last(1, begins)[0].Name);
        Assert.Equal("2018-11-02", days.Last(1, begins - Duration.FromTicks(1))[0].Name);
        Assert.Equal((begins, 23d), (days.Parse("2018-11-04").Start, days.Parse("2018-11-04")[0].Length.TotalHours));
        Assert.Equal("2011-12-28 … 2011-12-31", ReportingCalendar.Days(Zone("Pacific/Apia")).Last(3, At.Utc("2012-01-01")).ToString());
    }

    [Fact]
    public void YearsAtTheEndsOfTheCalendar_AreAnswered_AndYearsBeyondAreRefused()
    {
        ReportingCalendar[] calendars =
        [
            ReportingCalendar.Days(Zone("Pacific/Apia")), ReportingCalendar.Weeks(Zone("America/New_York")), ReportingCalendar.Weeks(Utc, IsoDayOfWeek.Thursday), ReportingCalendar.Months(Utc),
            ReportingCalendar.FiscalQuarters(Zone("America/New_York"), 12), ReportingCalendar.FiscalYears(Zone("Pacific/Apia"), 2),
        ];

        Assert.All(calendars, calendar =>
        {
            Assert.All(new[] { -9997, 9998 }, year => Assert.InRange(calendar.Year(year).Total.Length.TotalDays, 363, 371));
            Assert.All(new[] { -9998, 9999, int.MinValue, int.MaxValue }, year =>
            {
                Assert.Equal(("year", year), Named(() => calendar.Year(year)));
                Assert.Equal(("year", year), Named(() => calendar.Month(year, 1)));
            });
            Assert.Equal(("month", 13), Named(() => calendar.Month(2026, 13)));
            Assert.Equal(("month", 0), Named(() => calendar.Month(2026, 0)));
            Assert.Equal(("count", 0), Named(() => calendar.Last(0, At.Utc("2026-01-01"))));
            Assert.Equal(("count", int.MaxValue), Named(() => calendar.Last(int.MaxValue, At.Utc("2026-01-01"))));
            Assert.Equal("count", Named(() => calendar.Last(400, calendar.Containing(new LocalDate(-9997, 12, 1)).Start)).Name);
        });
        Assert.Equal(("instant", Instant.MaxValue), Named(() => ReportingCalendar.Months(Zone("Pacific/Apia")).Containing(Instant.MaxValue)));
        Assert.Equal(("endingBefore", Instant.MaxValue), Named(() => ReportingCalendar.Months(Utc).Last(1, Instant.MaxValue)));

        static (string? Name, object? Value) Named(Func<object> periods) => Assert.Throws<ArgumentOutOfRangeException>(periods) is var refusal ? (refusal.ParamName, refusal.ActualValue) : default;
    }

    [Fact]
    public void TimesOfDotNet_AreTheDatesAndInstantsThatTheyName()
    {
        ReportingCalendar months = ReportingCalendar.Months(Zone("Europe/Berlin"));
        var newYear = new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.FromHours(1));

        Assert.Equal(months.Year(2026), months.From(new DateOnly(2026, 1, 31)).To(new DateOnly(2026, 12, 1)));
        Assert.Equal("2026-02", months.Containing(new DateOnly(2026, 2, 28))[0].Name);
        Assert.Equal("2026-01", months.Containing(newYear)[0].Name);
        Assert.Equal("2026-01", months.Containing(newYear.UtcDateTime)[0].Name);
        Assert.Equal("2025-12", ReportingCalendar.Months(Utc).Containing(newYear)[0].Name);
        Assert.Equal("2025-12", months.Last(1, newYear)[0].Name);
        Assert.Equal("2025-12", months.Last(1, newYear.UtcDateTime)[0].Name);
    }

    /// <summary>C# converts such a time to a <see cref="DateTimeOffset"/> by the zone of the machine, unless an overload says otherwise.</summary>
    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void TimesThatNameNoInstant_AreRefused(DateTimeKind kind)
    {
        ReportingCalendar months = ReportingCalendar.Months(Utc);
        var at = new DateTime(2026, 10, 17, 9, 30, 0, kind);

        Assert.Contains("2026-10-17T09:30:00 is not of kind UTC; expected a DateTime of kind UTC", Assert.Throws<ArgumentException>("utc", () => months.Containing(at)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("utcEndingBefore", () => months.Last(12, at));
    }
}
