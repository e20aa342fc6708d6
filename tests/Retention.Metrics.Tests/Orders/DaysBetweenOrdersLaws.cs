using NodaTime;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Orders;

/// <summary>What holds for the days between orders of every shop, the naive reference first.</summary>
public sealed class DaysBetweenOrdersLaws
{
    private static readonly Segmentation ByCountry = Segmentation.By(
        [new Customer("c0", [new("country", "DE")]), new Customer("c1", [new("country", "NP")]), new Customer("c2", [new("country", "DE")])], "country");

    [Fact]
    public void Days_OfAnyShop_AreTheReferences() =>
        Laws.Check(
            Shop.Any,
            shop =>
            {
                DaysBetweenOrders days = shop.Timeline.DaysBetweenOrders(shop.Periods);

                Assert.Equal(shop.Periods.Count, days.Count);
                foreach ((ReportingPeriod period, DayHistogram row) in shop.Periods.Append(shop.Periods.Total).Zip(days.Append(days.Overall)))
                {
                    var reference = ReferenceOrders.Of(shop.Orders, period.Start, period.End, shop.Scenario.Zone, shop.Policy);

                    Assert.Equal((reference.Gaps.Count, reference.Mean, reference.Median), ((int)row.Count, row.Mean.Value, row.Median));
                    Assert.Equal(row.Count == 0, row.Median is null);
                }
            },
            times: 1000);

    [Fact]
    public void AnySplit_MergesToTheSameDays() =>
        Laws.Check(Shop.Any, shop =>
        {
            DaysBetweenOrders whole = shop.Timeline.DaysBetweenOrders(shop.Periods);
            DaysBetweenOrders[] parts =
                [.. shop.Orders.GroupBy(order => order.Customer).Select(own => shop.With(own)).Append(shop.With([])).Select(part => part.Timeline.DaysBetweenOrders(shop.Periods))];

            Assert.Equal(whole, parts.Aggregate((x, y) => x.Merge(y)));
            Assert.Equal(whole.Overall, parts.Aggregate((x, y) => x.Merge(y)).Overall);
            Assert.Equal(whole.GetHashCode(), parts.Reverse().Aggregate((x, y) => x.Merge(y)).GetHashCode());
        });

    [Fact]
    public void APeriod_ReadsTheSame_WhicheverOthersAreAskedFor() =>
        Laws.Check(Shop.Any, shop =>
        {
            DaysBetweenOrders days = shop.Timeline.DaysBetweenOrders(shop.Periods);
            foreach ((ReportingPeriod period, DayHistogram row) in shop.Periods.Zip(days))
            {
                DaysBetweenOrders alone = shop.Timeline.DaysBetweenOrders(ReportingPeriods.Between(shop.Scenario.Zone, period.Start, period.End));

                Assert.Equal((row, row), (alone[0], alone.Overall));
            }
        });

    [Fact]
    public void Segments_PoolToTheWhole_AndEachIsItsCustomersAlone() =>
        Laws.Check(Shop.Any, shop =>
        {
            BySegment<DaysBetweenOrders> segments = shop.Timeline.By(ByCountry).DaysBetweenOrders(shop.Periods);

            Assert.Equal(shop.Timeline.DaysBetweenOrders(shop.Periods), segments.Total);
            foreach ((Segment segment, DaysBetweenOrders days) in segments)
            {
                Assert.Equal(shop.With(shop.Orders.Where(order => ByCountry.Of(order.Customer).Equals(segment))).Timeline.DaysBetweenOrders(shop.Periods), days);
            }
        });

    [Fact]
    public void Report_HasTheSameDays() =>
        Laws.Check(Shop.Any, shop => Assert.Equal(shop.Timeline.DaysBetweenOrders(shop.Periods), shop.Timeline.Report(shop.Periods).DaysBetweenOrders));

    [Fact]
    public void Cancellation_StopsTheScan()
    {
        ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));
        var orders = OrderTimeline.FromColumns<int>(Currency.Eur, [1, 1], [At.Utc("2026-01-05"), At.Utc("2026-01-07")], [100, 100]);

        Assert.ThrowsAny<OperationCanceledException>(() => orders.DaysBetweenOrders(january, new ExecutionOptions { Cancellation = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public void Merge_RefusesOtherPeriods()
    {
        var orders = OrderTimeline.FromColumns<int>(Currency.Eur, [], [], []);
        ReportingCalendar months = ReportingCalendar.Months(DateTimeZone.Utc);
        DaysBetweenOrders january = orders.DaysBetweenOrders(months.Containing(new LocalDate(2026, 1, 1))), march = orders.DaysBetweenOrders(months.Containing(new LocalDate(2026, 3, 1)));

        Assert.Contains("Parts merge when periods agree", Assert.Throws<ArgumentException>(() => january.Merge(march)).Message, StringComparison.Ordinal);
    }
}
