using NodaTime;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>P(alive) of a fitted model as a signal: the summary of the orders by the last day before each period, and never a later one.</summary>
public sealed class AliveSignalTests
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 3)).To(new YearMonth(2026, 4));

    /// <summary>Both order every week from January on; bo stops ordering in the middle of February, and paying on 10 April.</summary>
    private static readonly OrderTimeline Orders = OrderTimeline.FromColumns<string>(
        Currency.Eur,
        [.. Enumerable.Repeat("ada", 20), .. Enumerable.Repeat("bo", 7)],
        [.. Enumerable.Range(0, 20).Concat(Enumerable.Range(0, 7)).Select(week => Day(2026, 1, 2) + Duration.FromDays(7 * week))],
        [.. Enumerable.Repeat(1000L, 27)]);

    private static readonly RevenueTimeline Paid = RevenueTimeline.FromIntervals(
    [
        new("ada", Day(2026, 1, 1), null, RecurringRevenue.PerMonth(new Money(10m, Currency.Eur))), new("bo", Day(2026, 1, 1), Day(2026, 4, 10), RecurringRevenue.PerMonth(new Money(10m, Currency.Eur))),
    ]);

    private static readonly BgNbd Model = new(r: 0.5, alpha: 4, a: 0.8, b: 2.5, ModelUnit.Week);

    [Fact]
    public void ProbabilityAlive_GroupsThoseWhoStoppedOrdering()
    {
        ChurnBySignal churn = Paid.ChurnBySignal(Alive(daysLate: 1), SignalGroups.Bounds(0.5), Months);

        Assert.Equal((1L, 1L), (churn["2026-04"].Groups[0].AtRisk, churn["2026-04"].Groups[0].Lost));
        Assert.Equal((1L, 0L), (churn["2026-04"].Groups[1].AtRisk, churn["2026-04"].Groups[1].Lost));
    }

    [Fact]
    public void AModelThatKnowsTheDayOfTheStart_IsRefused() =>
        Assert.Contains("must be before 2026-03-01T00:00:00Z", Assert.Throws<ArgumentException>(() => Paid.ChurnBySignal(Alive(daysLate: 0), SignalGroups.Bounds(0.5), Months)).Message, StringComparison.Ordinal);

    private static Signal Alive(int daysLate) => Signal.Of("alive", (customer, instant) =>
    {
        LocalDate last = instant.InUtc().Date.PlusDays(-daysLate);
        PurchaseSummary summary = PurchaseSummary.Of(Orders, DateTimeZone.Utc, last, ModelUnit.Week);
        return summary.Customers.Where(one => one.Customer == customer).Select(one => (SignalValue?)new SignalValue(Model.ProbabilityAlive(one.History), EndOf(last))).FirstOrDefault();
    });

    /// <summary>The last instant of a day, up to which its orders are known.</summary>
    private static Instant EndOf(LocalDate day) => day.PlusDays(1).AtMidnight().InUtc().ToInstant() - Duration.Epsilon;

    private static Instant Day(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);
}
