using NodaTime;

namespace Retention.Metrics.Tests.Churn;

/// <summary>Three customers who pay in January; one is gone in February and one pays less.</summary>
internal static class TwoMonths
{
    public static RevenueTimeline Timeline { get; } = RevenueTimeline.FromIntervals(
    [
        new("ada", Day(1, 3), null, Monthly(100)),
        new("bo", Day(1, 5), Day(2, 14), Monthly(60)),
        new("cy", Day(1, 9), null, Monthly(20)),
        new("cy", Day(1, 9), Day(2, 20), Monthly(20)),
    ]);

    public static ReportingPeriods Periods { get; } = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 2));

    public static RollForward RollForward { get; } = Timeline.RollForward(Periods);

    private static Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);

    private static RecurringRevenue Monthly(decimal amount) => RecurringRevenue.PerMonth(Currency.Eur.Amount(amount));
}
