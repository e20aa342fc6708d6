using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Aggregation;

public sealed class PeriodIndexTests
{
    [Fact]
    public void Of_IsThePeriodThatHoldsTheInstant_ByTableAndByBinarySearch() =>
        Laws.Check(
            Arb.From(
                from gaps in Gen.Elements(1L, 2L, 3L, 7L, 64L, 1_000L, 36_000_000_000L, 864_000_000_000L, 31_536_000_000_000L * 100).NonEmptyListOf()
                from first in Gen.Elements(0L, -864_000_000_000L, 17_356_032_000_000_000L)
                select gaps.Aggregate(new List<long> { first }, (bounds, gap) => [.. bounds, bounds[^1] + gap]).ToArray()),
            bounds =>
            {
                var index = new PeriodIndex(bounds);

                Assert.Equal(bounds.Length - 1, index.Count);
                for (int period = 0; period < index.Count; period++)
                {
                    Assert.Equal(period, index.Of(bounds[period]));
                    Assert.Equal(period, index.Of(bounds[period + 1] - 1));
                    Assert.Equal(period, index.Of(bounds[period] + ((bounds[period + 1] - bounds[period]) / 2)));
                }
            });

    [Fact]
    public void OneTickAmongCenturies_IsFound()
    {
        long day = NodaConstants.TicksPerDay;
        var index = new PeriodIndex([0, day * 36_500, (day * 36_500) + 1, day * 73_000]);

        Assert.Equal([0, 0, 1, 2, 2], new[] { 0, (day * 36_500) - 1, day * 36_500, (day * 36_500) + 1, (day * 73_000) - 1 }.Select(index.Of));
    }

    [Fact]
    public void Days_HoldTheLastInstant_AtTheVeryStartOfItsDayToo()
    {
        Instant first = Instant.FromUtc(2026, 1, 1, 0, 0), last = Instant.FromUtc(2026, 1, 3, 0, 0);
        PeriodIndex days = PeriodIndex.OverDays(DateTimeZone.Utc, first, last);

        Assert.Equal(3, days.Count);
        Assert.Equal([0, 1, 1, 2], new[] { first, Instant.FromUtc(2026, 1, 2, 0, 0), last.PlusTicks(-1), last }.Select(at => days.Of(at.ToUnixTimeTicks())));
    }

    [Fact]
    public void TheWholeOfNodaTimesTime_IsOnePeriod()
    {
        long first = Instant.MinValue.ToUnixTimeTicks(), last = Instant.MaxValue.ToUnixTimeTicks();
        var index = new PeriodIndex([first, 0, last]);

        Assert.Equal([0, 0, 1, 1], new[] { first, -1, 0, last - 1 }.Select(index.Of));
    }
}
