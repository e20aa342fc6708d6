using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Signals;

/// <summary>Six customers, what they pay and what they do in two months, small enough to check on paper.</summary>
internal static class SignalExample
{
    public static readonly RevenueTimeline Paid = RevenueTimeline.FromIntervals(
    [
        new("ada", Utc("2025-11-03"), null, Mrr(50)), new("bo", Utc("2025-11-10"), Utc("2026-01-20"), Mrr(20)), new("cy", Utc("2025-12-01"), Utc("2026-02-10"), Mrr(30)),
        new("dee", Utc("2025-12-05"), null, Mrr(40)), new("eve", Utc("2026-01-31T23:59"), null, Mrr(10)), new("fay", Utc("2025-12-09"), Utc("2026-02-01"), Mrr(60)),
    ]);

    public static readonly Activity[] Doings =
    [
        new("dee", Utc("2026-01-02T10:00"), "login", 4), new("dee", Utc("2025-12-31T23:30"), "login"), new("dee", Utc("2025-12-31T08:00"), "login"), new("dee", Utc("2025-12-02T00:00"), "export", 7),
        new("ada", Utc("2025-12-01T23:59"), "login"), new("bo", Utc("2026-01-01T00:00"), "login"), new("cy", Utc("2025-12-20T12:00"), "export", 2), new("fay", Utc("2025-12-30T00:00"), "login", 0),
    ];

    public static readonly ActivityTimeline Done = ActivityTimeline.FromActivities(Doings);

    public static readonly ReportingPeriods TwoMonths = Months("2026-01", "2026-02");
}
