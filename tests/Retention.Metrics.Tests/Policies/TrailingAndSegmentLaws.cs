using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Policies;

/// <summary>Windows and segments say what plain figures say, under every policy.</summary>
public sealed class TrailingAndSegmentLaws
{
    private static readonly Arbitrary<(SubscriptionScenario Portfolio, MetricPolicy Policy)> Cases = Arb.From(
        from portfolio in Any.SubscriptionScenario.Generator from policy in AnyPolicy.Any.Generator select (portfolio, policy),
        one => Any.SubscriptionScenario.Shrinker(one.portfolio).Select(smaller => (smaller, one.policy)).Concat(AnyPolicy.Any.Shrinker(one.policy).Select(smaller => (one.portfolio, smaller))));

    [Fact]
    public void TrailingYear_IsThePlainFigureOverTheSameWindow() =>
        Laws.Check(Cases, one => AssertPlain(one, Period.FromYears(1), timeline => timeline.TrailingYear(one.Portfolio.Periods)));

    [Fact]
    public void TrailingDays_AreThePlainFigureOverTheSameWindow() =>
        Laws.Check(Cases, one => AssertPlain(one, Period.FromDays(30), timeline => timeline.TrailingDays(one.Portfolio.Periods, 30)));

    [Fact]
    public void Segments_PoolToTheWhole() =>
        Laws.Check(Cases, one =>
        {
            RevenueTimeline timeline = TimelineOf(one);
            BySegment<RollForward> segments = timeline.By(ByCountry).RollForward(one.Portfolio.Periods);

            Assert.Equal(timeline.RollForward(one.Portfolio.Periods), segments.Total);
        });

    [Fact]
    public void Segment_IsTheRollForwardOfItsCustomersAlone() =>
        Laws.Check(Cases, one =>
        {
            foreach ((Segment segment, RollForward rows) in TimelineOf(one).By(ByCountry).RollForward(one.Portfolio.Periods))
            {
                RevenueTimeline alone = RevenueTimeline.FromHistory(SubscriptionHistory.Create(one.Portfolio.Events.Where(fact => ByCountry.Of(fact.Customer).Equals(segment))), one.Policy);

                // Who never had a price has no currency of their own.
                Assert.Equal(alone.Currency == rows.Currency ? alone.RollForward(one.Portfolio.Periods) : rows, rows);
            }
        });

    [Fact]
    public void TrailingDays_OutsideTheirRange_AreRefused()
    {
        RevenueTimeline timeline = RevenueTimeline.FromHistory([]);
        ReportingPeriods month = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));

        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.TrailingDays(month, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.TrailingDays(month, 36_501));
    }

    private static Segmentation ByCountry { get; } = Segmentation.By(
        [new Customer("c0", [new("country", "DE")]), new Customer("c1", [new("country", "NP")]), new Customer("c2", [new("country", "DE")])], "country");

    private static void AssertPlain((SubscriptionScenario Portfolio, MetricPolicy Policy) one, Period window, Func<RevenueTimeline, TrailingRetention> read)
    {
        RevenueTimeline timeline = TimelineOf(one);
        foreach (TrailingRetentionRow row in read(timeline))
        {
            ZonedDateTime end = row.Period.LocalEnd;
            RollForwardRow plain = timeline.RollForward(ReportingPeriods.Between(end.Zone, ReferenceCalendar.WindowStart(end, window), row.Period.End))[0];

            Assert.Equal(plain.NetRevenueRetention, row.NetRevenueRetention);
            Assert.Equal(plain.GrossRevenueRetention, row.GrossRevenueRetention);
            Assert.Equal(plain.CustomerChurnRate, row.CustomerChurnRate);
        }
    }

    private static RevenueTimeline TimelineOf((SubscriptionScenario Portfolio, MetricPolicy Policy) one) =>
        RevenueTimeline.FromHistory(SubscriptionHistory.Create(one.Portfolio.Events), one.Policy);
}
