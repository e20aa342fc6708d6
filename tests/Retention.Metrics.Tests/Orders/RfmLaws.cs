using NodaTime;
using Retention.Metrics.Tests.Reference;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Orders;

/// <summary>Recency, frequency and value of every shop, against orders grouped by hand.</summary>
public sealed class RfmLaws
{
    [Fact]
    public void Rfm_OfAnyShop_IsTheReferences() =>
        Laws.Check(
            Shop.Any,
            shop =>
            {
                DateTimeZone zone = shop.Scenario.Zone;
                foreach (LocalDate end in shop.Scenario.Instants.Select(instant => ReferenceCalendar.DayOf(zone, instant)).Distinct())
                {
                    RfmTable table = shop.Book.Rfm(zone, end);
                    var expected = shop.Orders
                        .Where(order => shop.Policy.CancelledOrders != CancelledOrders.LeftOut || order.Status != OrderStatus.Cancelled)
                        .Where(order => ReferenceCalendar.DayOf(zone, order.OrderedAt) <= end)
                        .GroupBy(order => order.Customer)
                        .Select(own =>
                        {
                            var days = own.GroupBy(order => ReferenceCalendar.DayOf(zone, order.OrderedAt)).OrderBy(day => day.Key).ToArray();
                            decimal repeat = days.Skip(1).Sum(day => day.Sum(order => order.Amount.Amount - (shop.Policy.Refunds == Refunds.Subtracted ? order.Refund.Amount : 0m)));
                            return (own.Key, days.Length - 1, Period.DaysBetween(days[0].Key, days[^1].Key), Period.DaysBetween(days[0].Key, end), repeat);
                        });

                    Assert.Equal(expected.OrderBy(row => row.Key), table.Select(row => (row.Customer, row.Frequency, row.RecencyDays, row.AgeDays, row.RepeatRevenue.Amount)).OrderBy(row => row.Customer));
                    Assert.Equal(table.Select(row => (row.Frequency, row.RecencyDays, row.AgeDays, row.RepeatRevenue.Amount)), Columns(table));
                    Assert.Equal(table.Select(row => row.MeanRepeatRevenue), table.Select(row => Ratio.Of(row.RepeatRevenue.Amount, row.Frequency)));
                }
            });

    [Fact]
    public void BeforeTheFirstOrder_ThereIsNobody() =>
        Assert.Empty(OrderTimeline.FromColumns<int>(Currency.Eur, [1], [Utc("2026-01-05")], [100]).Rfm(DateTimeZone.Utc, new LocalDate(2026, 1, 4)));

    [Fact]
    public void OfNoOrders_ThereIsNobody() => Assert.Empty(OrderTimeline.FromColumns<int>(Currency.Eur, [], [], []).Rfm(DateTimeZone.Utc, new LocalDate(2026, 1, 4)));

    [Fact]
    public void Customers_AreUnderTheCallersKeys()
    {
        // Customer 0 is a number without an order, customer 2 has none yet.
        OrderTimeline book = OrderTimeline.FromColumns<int>(Currency.Eur, [3, 2, 1, 3], [Utc("2026-01-05"), Utc("2026-02-05"), Utc("2026-01-06"), Utc("2026-01-07")], [100, 100, 100, 100]);
        RfmTable table = book.Rfm(DateTimeZone.Utc, new LocalDate(2026, 1, 31));
        int[] keys = new int[3];
        var names = new CustomerId[2];

        table.CopyCustomersTo<int>(keys);
        table.CopyCustomersTo<CustomerId>(names);

        Assert.Equal([1, 3, 0], keys);
        Assert.Equal(table.Select(row => row.Customer), names);
        Assert.Contains("Int64", Assert.Throws<ArgumentException>(() => table.CopyCustomersTo<long>(new long[2])).Message, StringComparison.Ordinal);
        Assert.Contains("room for 1", Assert.Throws<ArgumentException>(() => table.CopyCustomersTo<int>(new int[1])).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(int, int, int, decimal)> Columns(RfmTable table)
    {
        int[] frequency = table.Frequency.ToArray(), recency = table.RecencyDays.ToArray(), age = table.AgeDays.ToArray();
        long[] revenue = table.RepeatRevenueMillionths.ToArray();
        return Enumerable.Range(0, table.Count).Select(i => (frequency[i], recency[i], age[i], revenue[i] / 1_000_000m));
    }
}
