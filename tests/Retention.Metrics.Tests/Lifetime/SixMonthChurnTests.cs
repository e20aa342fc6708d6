using NodaTime;

namespace Retention.Metrics.Tests.Lifetime;

public sealed class SixMonthChurnTests
{
    // Ten customers of 40 from December on; one leaves in February, one in May, the rest stay: rates 0, 1/10, 0, 0, 1/9, 0 before July.
    private static readonly RevenueTimeline Timeline = RevenueTimeline.FromIntervals(
        from number in Enumerable.Range(0, 10)
        select new RevenueInterval(
            $"c{number}", Day(2025, 12, 5), number switch { 0 => Day(2026, 2, 10), 1 => Day(2026, 5, 20), _ => null }, RecurringRevenue.PerMonth(Currency.Eur.Amount(40m))));

    private static readonly RollForward Months = Timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2025, 12)).To(new YearMonth(2026, 7)));

    [Fact]
    public void Value_IsArpaOverTheMeanOfTheSixRatesBefore()
    {
        decimal mean = (0.1m + (1m / 9m)) / 6m;

        Assert.Equal(40m / mean, CustomerLifetimeValue.ArpaOverSixMonthChurn(Months, month: 7).Value ?? 0m, 20);
        Assert.Equal(0.7m * 40m / mean, CustomerLifetimeValue.ArpaOverSixMonthChurn(Months, month: 7, margin: 0.7m).Value ?? 0m, 20);
    }

    [Fact]
    public void Value_IsThatOfTheFormulaOverTheSameRates() =>
        Assert.Equal(
            CustomerLifetimeValue.ArpaOverSixMonthChurn(arpa: Currency.Eur.Amount(40m), [.. Months.Skip(1).Take(6).Select(row => row.CustomerChurnRate)]),
            CustomerLifetimeValue.ArpaOverSixMonthChurn(Months, month: 7));

    [Fact]
    public void Value_IsUndefined_WhereOneRateIs() =>
        Assert.Equal((null, false), (Months[0].CustomerChurnRate.Value, CustomerLifetimeValue.ArpaOverSixMonthChurn(Months, month: 6).IsDefined));

    [Fact]
    public void Value_IsUndefined_WithNobodyLeft()
    {
        RollForward nobody = RevenueTimeline.FromIntervals([new("ada", Day(2025, 12, 5), Day(2026, 7, 9), RecurringRevenue.PerMonth(Currency.Eur.Amount(40m)))])
            .RollForward(Months.Periods);

        Assert.False(CustomerLifetimeValue.ArpaOverSixMonthChurn(nobody, month: 7).IsDefined);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void AMonthWithoutSixBeforeIt_IsRefused(int month) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.ArpaOverSixMonthChurn(Months, month));

    [Fact]
    public void PeriodsThatAreNoMonths_AreRefused()
    {
        RollForward weeks = Timeline.RollForward(ReportingCalendar.Weeks(DateTimeZone.Utc).From(new LocalDate(2026, 1, 1)).To(new LocalDate(2026, 3, 1)));

        ReportingPeriods shortened = ReportingPeriods.Between(DateTimeZone.Utc, [.. Months.Periods.Take(7).Select(month => month.Start), Day(2026, 7, 1), Day(2026, 7, 20)]);
        Assert.Throws<ArgumentException>(() => CustomerLifetimeValue.ArpaOverSixMonthChurn(Timeline.RollForward(shortened), month: 7));
        Assert.Contains("2026-W01 is not a month", Assert.Throws<ArgumentException>(() => CustomerLifetimeValue.ArpaOverSixMonthChurn(weeks, 6)).Message, StringComparison.Ordinal);
    }

    private static Instant Day(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);
}
