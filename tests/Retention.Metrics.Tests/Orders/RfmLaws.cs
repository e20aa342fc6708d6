using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Reference;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Orders;

/// <summary>Recency, frequency and value of every shop, against the naive reference.</summary>
public sealed class RfmLaws
{
    private static readonly LocalDate EndOfJanuary = new(2026, 1, 31);

    [Fact]
    public void TotalsOfTheReference_GiveAnEqualTable() =>
        Laws.Check(
            Shop.Any,
            shop =>
            {
                foreach (LocalDate end in EndsOf(shop))
                {
                    (CustomerId Customer, RfmTotals Totals)[] expected = ReferenceRfm.Of(shop.Orders, shop.Scenario.Zone, end, shop.Policy);
                    var reference = RfmTable.FromTotals(end, shop.Timeline.Currency, [.. expected.Select(one => one.Customer)], [.. expected.Select(one => one.Totals)]);
                    RfmTable table = shop.Timeline.Rfm(shop.Scenario.Zone, end);

                    Assert.True(reference == table);
                    Assert.Equal(reference.GetHashCode(), table.GetHashCode());
                }
            },
            times: 1000);

    [Fact]
    public void Rows_ReadWhatTheReferenceComputes() =>
        Laws.Check(
            Shop.Any,
            shop =>
            {
                foreach (LocalDate end in EndsOf(shop))
                {
                    RfmTable table = shop.Timeline.Rfm(shop.Scenario.Zone, end);
                    var expected = ReferenceRfm.Of(shop.Orders, shop.Scenario.Zone, end, shop.Policy).ToDictionary(one => one.Customer, one => one.Totals);
                    RfmTotals[] columns = [.. ColumnsOf(table)];

                    Assert.Equal(expected.Count, table.Count);
                    foreach ((int row, RfmRow one) in table.Index())
                    {
                        RfmTotals totals = expected[one.Customer];
                        Money first = table.Currency.Amount(totals.FirstRevenue / 1_000_000m), repeat = table.Currency.Amount(totals.RepeatRevenue / 1_000_000m);
                        Assert.Equal(new RfmRow(one.Customer, totals.Frequency, totals.RecencyDays, totals.AgeDays, first, repeat), one);
                        Assert.Equal(totals, columns[row]);
                        Assert.Equal(AverageMoney.Of(repeat, totals.Frequency), one.MeanRepeatRevenue);
                        Assert.Equal(first + repeat, one.TotalRevenue);
                    }
                }
            });

    [Fact]
    public void AnyOrderOfInput_AndAnySplit_GiveTheSameTable() =>
        Laws.Check(
            Arb.From(from shop in Shop.Any.Generator from shuffled in Gen.Shuffle(shop.Orders.AsEnumerable()) select (shop, shuffled)),
            one =>
            {
                LocalDate end = EndsOf(one.shop).Max();
                RfmTable Table(IEnumerable<Order> orders) => one.shop.With(orders).Timeline.Rfm(one.shop.Scenario.Zone, end);
                RfmTable whole = Table(one.shop.Orders);
                RfmTable[] parts = [.. one.shop.Orders.GroupBy(order => order.Customer).Select(own => Table(own)).Append(Table([]))];

                Assert.True(whole == Table(one.shuffled));
                Assert.True(whole == parts.Aggregate((x, y) => x.Merge(y)));
                Assert.True(whole == parts.Reverse().Aggregate((x, y) => x.Merge(y)));
                Assert.Equal(whole.GetHashCode(), parts.Reverse().Aggregate((x, y) => x.Merge(y)).GetHashCode());
                Assert.Equal(whole.Select(row => row.Customer).Order(), parts.Aggregate((x, y) => x.Merge(y)).Select(row => row.Customer).Order());
            });

    [Fact]
    public void AnyNumberOfThreads_GivesTheSameTable()
    {
        // Enough rows for several ranges of customers.
        OrderTimeline orders = ManyOrders(rows: 1 << 20, customers: 100_000);
        RfmTable one = orders.Rfm(DateTimeZone.Utc, EndOfJanuary, ExecutionOptions.Sequential);

        Assert.InRange(one.Count, 50_000, 99_999);
        Assert.All([2, 3, 8], threads => Assert.True(one == orders.Rfm(DateTimeZone.Utc, EndOfJanuary, new ExecutionOptions { Threads = threads })));
    }

    [Fact]
    public void BeforeTheFirstOrder_ThereIsNobody() =>
        Assert.Empty(OrderTimeline.FromColumns<int>(Currency.Eur, [1], [Utc("2026-01-05")], [100]).Rfm(DateTimeZone.Utc, new LocalDate(2026, 1, 4)));

    [Fact]
    public void OfNoOrders_ThereIsNobody() => Assert.Empty(OrderTimeline.FromColumns<int>(Currency.Eur, [], [], []).Rfm(DateTimeZone.Utc, new LocalDate(2026, 1, 4)));

    [Fact]
    public void TheLastDayThereIs_CanBeTheEnd()
    {
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, [1, 1], [Utc("2026-01-05"), Instant.MaxValue], [100, 200]);

        RfmRow row = Assert.Single(orders.Rfm(DateTimeZone.Utc, LocalDate.MaxIsoValue));

        Assert.Equal((1, row.AgeDays, 2m), (row.Frequency, row.RecencyDays, row.RepeatRevenue.Amount));
    }

    [Fact]
    public void AnEndInAnotherCalendar_IsTheSameDay()
    {
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, [1], [Utc("2026-01-05")], [100]);

        Assert.True(orders.Rfm(DateTimeZone.Utc, EndOfJanuary) == orders.Rfm(DateTimeZone.Utc, EndOfJanuary.WithCalendar(CalendarSystem.Coptic)));
    }

    [Fact]
    public void ADayWithoutMidnight_BeginsWhereClocksSkipTo()
    {
        // In Santiago clocks went from midnight to 01:00 on 7 September 2025; the first order is on 6 September, the second on the day after.
        DateTimeZone santiago = Zone("America/Santiago");
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, [1, 1], [Utc("2025-09-07T03:59"), Utc("2025-09-07T04:00")], [100, 200]);

        Assert.Equal((1, 1, 1), Assert.Single(orders.Rfm(santiago, new LocalDate(2025, 9, 7)).Select(row => (row.Frequency, row.RecencyDays, row.AgeDays))));
        Assert.Equal((0, 0, 0), Assert.Single(orders.Rfm(santiago, new LocalDate(2025, 9, 6)).Select(row => (row.Frequency, row.RecencyDays, row.AgeDays))));
    }

    [Fact]
    public void RevenueThatDoesNotFit_IsRefused()
    {
        long[] tooMuch = [900_000_000_000_000, 900_000_000_000_000];

        Assert.Throws<OverflowException>(() => OrderTimeline.FromColumns<int>(Currency.Eur, [1, 1], [Utc("2026-01-05"), Utc("2026-01-05")], tooMuch).Rfm(DateTimeZone.Utc, EndOfJanuary));
        Assert.Throws<OverflowException>(() => OrderTimeline.FromColumns<int>(Currency.Eur, [1, 1, 1], [Utc("2026-01-04"), Utc("2026-01-05"), Utc("2026-01-06")], [1, .. tooMuch]).Rfm(DateTimeZone.Utc, EndOfJanuary));
    }

    private static IEnumerable<LocalDate> EndsOf(Shop shop) => shop.Scenario.Instants.Select(instant => ReferenceCalendar.DayOf(shop.Scenario.Zone, instant)).Distinct();

    private static IEnumerable<RfmTotals> ColumnsOf(RfmTable table)
    {
        int[] frequency = table.Frequency.ToArray(), recency = table.RecencyDays.ToArray(), age = table.AgeDays.ToArray();
        long[] first = table.FirstRevenueMillionths.ToArray(), repeat = table.RepeatRevenueMillionths.ToArray();
        return Enumerable.Range(0, table.Count)
            .Select(i => new RfmTotals { Frequency = frequency[i], RecencyDays = recency[i], AgeDays = age[i], FirstRevenue = first[i], RepeatRevenue = repeat[i] });
    }

    private static OrderTimeline ManyOrders(int rows, int customers)
    {
        var random = new Random(20260131);
        var builder = new OrderTimelineBuilder<int>(Currency.Eur, rows);
        Instant start = Utc("2025-12-01");
        for (int row = 0; row < rows; row++)
        {
            builder.Add(random.Next(customers), start + Duration.FromMinutes(random.Next(90 * 24 * 60)), random.Next(10_000));
        }

        return builder.Build();
    }
}
