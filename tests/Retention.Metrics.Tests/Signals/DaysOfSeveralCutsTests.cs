using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Signals;

public sealed class DaysOfSeveralCutsTests
{
    /// <summary>
    /// The windows of one day begin at 10:00, 15:00 and 21:00 of 1 March. Dee is active at eleven and twice after 22:00: the second window has nothing up to the third cut, and then a day
    /// that was counted before it. Ada and bo are active before the first window and before the third cut, cy before the first window alone.
    /// </summary>
    [Fact]
    public void ADay_OfAnActivityBeforeItsCuts_IsInEachWindowThatHasALaterOne()
    {
        ReportingPeriods periods = ReportingPeriods.Between(DateTimeZone.Utc, Utc("2026-03-02T10:00"), Utc("2026-03-02T15:00"), Utc("2026-03-02T21:00"), Utc("2026-03-05"));
        ActivityTimeline done = ActivityTimeline.FromActivities(
        [
            new("ada", Utc("2026-03-01T05:00")), new("ada", Utc("2026-03-01T20:00")), new("ada", Utc("2026-03-01T20:30")),
            new("bo", Utc("2026-03-01T05:00")), new("bo", Utc("2026-03-01T11:00")), new("bo", Utc("2026-03-01T20:00")),
            new("cy", Utc("2026-03-01T05:00")),
            new("dee", Utc("2026-03-01T11:00")), new("dee", Utc("2026-03-01T22:00")), new("dee", Utc("2026-03-01T22:30")),
        ]);

        Assert.Equal(["1", "1", "0"], DaysOf("ada"));
        Assert.Equal(["1", "1", "0"], DaysOf("bo"));
        Assert.Equal(["0", "0", "0"], DaysOf("cy"));
        Assert.Equal(["1", "1", "1"], DaysOf("dee"));

        IEnumerable<string> DaysOf(string customer) => RevenueTimeline.FromIntervals([new(customer, Utc("2026-01-01"), null, Mrr(10))])
            .ChurnBySignal(Signal.DistinctDays(done, days: 1), SignalGroups.Quantiles(2), periods).Select(period => period.Groups[0].Label);
    }
}
