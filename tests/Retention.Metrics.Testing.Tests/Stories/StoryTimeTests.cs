using NodaTime;

namespace Retention.Metrics.Testing.Tests.Stories;

/// <summary>A day of a story begins when the clocks of its zone say so.</summary>
public sealed class StoryTimeTests
{
    [Theory]
    [InlineData("Europe/Berlin", 2026, 3, 1, "2026-02-28T23:00:00Z", "an ordinary midnight")]
    [InlineData("America/Sao_Paulo", 2018, 11, 4, "2018-11-04T03:00:00Z", "clocks skip midnight: the day begins at one")]
    [InlineData("Atlantic/Azores", 2026, 10, 25, "2026-10-25T00:00:00Z", "midnight comes twice: the first of the two")]
    [InlineData("Asia/Kathmandu", 2026, 1, 1, "2025-12-31T18:15:00Z", "an offset of three quarters of an hour")]
    [InlineData("Pacific/Apia", 2011, 12, 31, "2011-12-30T10:00:00Z", "the day after the one that was left out")]
    public void ADay_IsItsFirstInstant(string zone, int year, int month, int day, string instant, string why)
    {
        Portfolio told = Portfolio.In(DateTimeZoneProviders.Tzdb[zone]).With("ada").Starts(year, month, day, monthly: 49);

        Assert.True(NodaTime.Text.InstantPattern.ExtendedIso.Parse(instant).Value == told.History[0].At, $"{why}: {told.History[0].At}");

        // Whatever the clocks do at midnight, the step lies in the month and on the day it says.
        Assert.Equal(1, told.Timeline().RollForward(told.Month(year, month))[0].NewCustomers);
        Assert.Equal(1, told.Timeline().RollForward(ReportingCalendar.Days(told.Zone).Containing(new LocalDate(year, month, day)))[0].NewCustomers);
    }

    [Fact]
    public void ADayThatAZoneLeavesOut_IsRefused() =>
        Assert.Equal(
            "'ada': Starts on 2011-12-30 cannot be: the clocks of Pacific/Apia leave 2011-12-30 out; take a time they show",
            Assert.Throws<ImpossibleStoryException>(() => Portfolio.In(DateTimeZoneProviders.Tzdb["Pacific/Apia"]).With("ada").Starts(2011, 12, 30, monthly: 49)).Message);

    [Fact]
    public void ALocalTime_IsTheFirstOfTwo_AndRefusedWhereClocksSkipIt()
    {
        PortfolioSetting berlin = Portfolio.In(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

        Assert.Equal(Instant.FromUtc(2026, 10, 25, 0, 30), berlin.With("ada").Starts(new LocalDateTime(2026, 10, 25, 2, 30), monthly: 49).History[0].At);
        Assert.Equal(
            "'ada': Starts on 2026-03-29T02:30:00 cannot be: the clocks of Europe/Berlin leave 2026-03-29T02:30:00 out; take a time they show",
            Assert.Throws<ImpossibleStoryException>(() => berlin.With("ada").Starts(new LocalDateTime(2026, 3, 29, 2, 30), monthly: 49)).Message);
    }

    [Fact]
    public void SeveralStepsOfOneDay_HaveTimes()
    {
        Portfolio told = Portfolio.With("ada").Starts(2026, 3, 1, monthly: 49).UpgradesTo(99).On(new LocalDateTime(2026, 3, 1, 9, 0)).Cancels(new LocalDateTime(2026, 3, 1, 17, 0));

        Assert.Equal(1, told.Timeline().RollForward(told.Month(2026, 3))[0].NeverRetainedCustomers);
    }

    [Fact]
    public void EveryStep_TakesAnInstantOrALocalDateToo()
    {
        Instant At(int month) => Instant.FromUtc(2026, month, 1, 12, 0);

        Portfolio told = Portfolio.With("ada")
            .TrialStarts(At(1)).Starts(At(2), yearly: 120).UpgradesTo(240).On(At(3)).Pauses(At(4)).Resumes(At(5)).PaymentFails(At(6)).PaymentRecovers(At(7))
            .SchedulesCancellation(At(8)).For(At(12)).RevokesCancellation(At(9)).Ends(At(10))
            .Starts(new LocalDate(2026, 11, 1), RecurringPrice.Monthly(5m, Currency.Eur)).Cancels(At(12))
            .Orders(At(1), 5).Orders(At(2), new Money(6m, Currency.Usd));

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], told.History.Select(one => one.At.InUtc().Month));
        Assert.Equal([Currency.Eur, Currency.Usd], told.OrderHistory.Select(order => order.Amount.Currency));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(9999, 1, 1)]
    [InlineData(2026, 13, 1)]
    [InlineData(2026, 0, 1)]
    [InlineData(2026, 2, 29)]
    [InlineData(2026, 1, -1)]
    [InlineData(int.MinValue, int.MinValue, int.MinValue)]
    public void ADayOutsideTheCalendar_IsRefused(int year, int month, int day) =>
        Assert.Contains("is no day of the calendar", Assert.Throws<ImpossibleStoryException>(() => Portfolio.With("ada").TrialStarts(year, month, day)).Message, StringComparison.Ordinal);

    [Fact]
    public void ALeapDayOfALeapYear_IsADay_AndOtherCalendarsAreConverted()
    {
        Assert.Equal(Instant.FromUtc(2028, 2, 29, 0, 0), Portfolio.With("ada").TrialStarts(2028, 2, 29).History[0].At);
        Assert.Equal(Instant.FromUtc(2026, 3, 5, 0, 0), Portfolio.With("ada").TrialStarts(new LocalDate(2026, 3, 5).WithCalendar(CalendarSystem.Coptic)).History[0].At);
    }
}
