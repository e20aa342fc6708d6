using NodaTime;

namespace Retention.Metrics.Tests.Reference;

/// <summary>Recency, frequency and revenue of each customer in plain LINQ over the orders.</summary>
internal static class ReferenceRfm
{
    public static (CustomerId Customer, RfmTotals Totals)[] Of(IEnumerable<Order> orders, DateTimeZone zone, LocalDate end, MetricPolicy policy) =>
    [
        .. from order in ReferenceOrders.Counting(orders, policy)
           let day = ReferenceCalendar.DayOf(zone, order.OrderedAt)
           where day <= end
           group (Day: day, Amount: ReferenceOrders.Kept(order, policy)) by order.Customer into own
           select (own.Key, TotalsOf([.. own.GroupBy(order => order.Day).OrderBy(day => day.Key).Select(day => (day.Key, day.Sum(order => order.Amount)))], end)),
    ];

    private static RfmTotals TotalsOf(IReadOnlyList<(LocalDate Day, decimal Revenue)> days, LocalDate end) => new()
    {
        Frequency = days.Count - 1,
        RecencyDays = Period.DaysBetween(days[0].Day, days[^1].Day),
        AgeDays = Period.DaysBetween(days[0].Day, end),
        FirstRevenue = (long)(days[0].Revenue * 1_000_000m),
        RepeatRevenue = (long)(days.Skip(1).Sum(day => day.Revenue) * 1_000_000m),
    };
}
