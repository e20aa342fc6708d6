using NodaTime;
using static Retention.Metrics.Tests.At;
using static Retention.Metrics.Tests.Signals.SignalExample;

namespace Retention.Metrics.Tests.Signals;

/// <summary>What a function of the caller reads of a customer: facts of before the instant alone.</summary>
public sealed class CustomerFactsTests
{
    [Fact]
    public void AFunctionOfTheCaller_ThatUsesAFactAtTheStart_IsRefused()
    {
        Signal late = Signal.Of("late", (customer, instant) => customer == "dee" ? new SignalValue(1, instant) : new SignalValue(1, instant - Duration.Epsilon));
        Signal timely = Signal.Of("timely", (_, instant) => new SignalValue(1, instant - Duration.Epsilon));

        ArgumentException refused = Assert.Throws<ArgumentException>(() => Paid.ChurnBySignal(late, SignalGroups.Bounds(0), TwoMonths));
        Assert.StartsWith("The signal 'late' of customer dee at 2026-01-01T00:00:00Z is made from facts up to 2026-01-01T00:00:00Z; they must be before 2026-01-01T00:00:00Z.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(10, Paid.ChurnBySignal(timely, SignalGroups.Bounds(0), TwoMonths).Whole.Groups[1].AtRisk);
    }

    [Fact]
    public void FactsOfACustomer_EndBeforeTheInstant()
    {
        var seen = new List<string>();
        Signal reading = Signal.Of("reading", Done, facts =>
        {
            lock (seen)
            {
                seen.Add($"{facts}: {facts.Count()}, {facts.Sum("login")}, {facts.Mrr}, {facts.DaysSinceFirstPayment}");
            }

            return 1;
        });

        _ = Paid.ChurnBySignal(reading, SignalGroups.Bounds(0), Months("2026-01", "2026-01"));

        Assert.Equal(
            [
                "ada before 2026-01-01T00:00:00Z: 1, 1, 50.00 EUR/month, 59", "bo before 2026-01-01T00:00:00Z: 0, 0, 20.00 EUR/month, 52", "cy before 2026-01-01T00:00:00Z: 1, 0, 30.00 EUR/month, 31",
                "dee before 2026-01-01T00:00:00Z: 3, 2, 40.00 EUR/month, 27", "fay before 2026-01-01T00:00:00Z: 1, 0, 60.00 EUR/month, 23",
            ],
            seen.Order(StringComparer.Ordinal));
    }

    /// <summary>In Berlin February begins at 23:00 of 31 January in UTC. Ada paid first on 31 December there, 31 days and half an hour before, and pays more from that very instant on.</summary>
    [Fact]
    public void FactsOfACustomer_AreOfTheZone_AndOfBeforeTheInstant()
    {
        Instant start = Utc("2026-01-31T23:00");
        RevenueTimeline paid = RevenueTimeline.FromIntervals([new("ada", Utc("2025-12-31T22:30"), start, Mrr(10)), new("ada", start, null, Mrr(99))]);
        ReportingPeriods february = ReportingCalendar.Months(Zone("Europe/Berlin")).Containing(new LocalDate(2026, 2, 1));
        SignalGroups groups = SignalGroups.Quantiles(2);

        Assert.Equal("32", paid.ChurnBySignal(Signal.Of("days", null, facts => facts.DaysSinceFirstPayment), groups, february).Whole.Groups[0].Label);
        Assert.Equal("10", paid.ChurnBySignal(Signal.Of("mrr", null, facts => (double)facts.Mrr.Monthly.Amount), groups, february).Whole.Groups[0].Label);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ANumberThatIsNotFinite_IsRefused(double number)
    {
        Assert.Contains("expected a finite number", Assert.Throws<ArgumentException>(() => Paid.ChurnBySignal(Signal.Of("x", null, _ => number), SignalGroups.Bounds(0), TwoMonths)).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new SignalValue(number, Utc("2026-01-01")));
    }

    [Fact]
    public void SeatsUsedForEachSeatPaid_IsARatio()
    {
        SubscriptionHistory history =
        [
            Subscription.Of("ada").Starts(Utc("2025-12-01"), RecurringPrice.Monthly(10m, Currency.Eur) with { Quantity = 4 }),
            new Subscription("s2", "ada").Starts(Utc("2025-12-05"), RecurringPrice.Monthly(5m, Currency.Eur) with { Quantity = 1 }),
            Subscription.Of("ada").ChangesPrice(Utc("2026-01-01"), RecurringPrice.Monthly(10m, Currency.Eur) with { Quantity = 9 }),
            Subscription.Of("bo").Starts(Utc("2025-12-01"), RecurringPrice.Monthly(10m, Currency.Eur) with { Quantity = 2 }),
            new Subscription("trial", "bo").TrialStarts(Utc("2025-12-03")),
            new Subscription("paused", "bo").Starts(Utc("2025-12-01"), RecurringPrice.Monthly(10m, Currency.Eur) with { Quantity = 7 }),
            new Subscription("paused", "bo").Pauses(Utc("2025-12-10")),
        ];
        ActivityTimeline seats = ActivityTimeline.FromActivities([new("ada", Utc("2025-12-20"), "seats", 3), new("bo", Utc("2025-12-21"), "seats", 2)]);
        Signal ratio = Signal.Sum(seats, "seats", days: 30).Per(Signal.SeatsPaid(history));

        SignalChurn churn = RevenueTimeline.FromHistory(history).ChurnBySignal(ratio, SignalGroups.Quantiles(2), Months("2026-01", "2026-01")).Whole;

        Assert.Equal("sum:seats:30d/seats-paid", ratio.Name);
        Assert.Equal(["0.6", "1"], churn.Groups.Select(group => group.Label));
    }

    /// <summary>A window of no days or of fewer held nothing, and gave 0 without a word.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(36_601)]
    public void AWindowOfTheFactsOfACustomer_ThatIsNone_IsRefused(int days)
    {
        Signal counting = Signal.Of("counting", Done, facts => facts.Count("login", days)), adding = Signal.Of("adding", null, facts => facts.Sum(days: days));

        Assert.Contains("1 to 36600 days", Assert.Throws<ArgumentOutOfRangeException>(nameof(days), () => Paid.ChurnBySignal(counting, SignalGroups.Bounds(0), TwoMonths)).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(nameof(days), () => Paid.ChurnBySignal(adding, SignalGroups.Bounds(0), TwoMonths));
    }

    [Fact]
    public void AKindThatNoActivityHas_IsRefused_InFactsOfACustomer()
    {
        Signal misspelt = Signal.Of("misspelt", Done, facts => facts.Count("logins"));

        Assert.Contains("'logins'; the kinds are 'export', 'login'", Assert.Throws<ArgumentException>("kind", () => Paid.ChurnBySignal(misspelt, SignalGroups.Bounds(0), TwoMonths)).Message, StringComparison.Ordinal);
    }
}
