using NodaTime;

namespace Retention.Metrics.Tests.Revenue;

/// <summary>Sums are exact where 64 bits do not hold them.</summary>
public sealed class LargeSumsTests
{
    // Nine million million a year is near the most one customer can pay; two of them do not fit into 64 bits of millionths.
    private const decimal Most = 9_000_000_000_000.000001m;
    private const int Quarter = 2_500;

    private static readonly RevenueTimeline Timeline = RevenueTimeline.FromIntervals(Enumerable.Range(0, 4 * Quarter).Select(i => new RevenueInterval(
        $"c{i}", Instant.FromUtc(2025, 1, 5, 0, 0), i % 4 == 0 ? Instant.FromUtc(2025, 6, 5, 0, 0) : null, RecurringRevenue.PerYear(Currency.Eur.Amount(i % 4 == 1 ? 12m : Most)))));

    private static ReportingPeriods Months => ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2025, 1)).To(new YearMonth(2026, 1));

    [Fact]
    public void RollForward_IsExact()
    {
        RollForward rows = Timeline.RollForward(Months);

        Assert.Equal(Quarter * ((3 * Most) + 12), rows[0].NewMrr.Annual.Amount);
        Assert.Equal(Quarter * Most, rows[5].ChurnMrr.Annual.Amount);
        Assert.Equal(Quarter * ((2 * Most) + 12), rows[^1].ClosingMrr.Annual.Amount);
    }

    [Fact]
    public void TrailingYear_IsExact()
    {
        TrailingRetentionRow january = Timeline.TrailingYear(Months)[^1];

        Assert.Equal(Quarter * ((3 * Most) + 12) / 12, january.NetRevenueRetention.Denominator);
        Assert.Equal(Quarter * ((2 * Most) + 12) / 12, january.NetRevenueRetention.Numerator);
        Assert.Equal(january.NetRevenueRetention, january.GrossRevenueRetention);
        Assert.Equal(Ratio.Of(Quarter, 4 * Quarter), january.CustomerChurnRate);
    }
}
