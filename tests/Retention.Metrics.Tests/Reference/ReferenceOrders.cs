using NodaTime;

namespace Retention.Metrics.Tests.Reference;

/// <summary>The order metrics of one period in plain LINQ over the orders of each customer.</summary>
internal sealed record ReferenceOrders(long Orders, decimal Revenue, long Unique, long OneTime, long Repeat, long Returning, IReadOnlyList<int> Gaps)
{
    public decimal? Mean => Gaps.Count == 0 ? null : Gaps.Sum(gap => (decimal)gap) / Gaps.Count;

    public decimal? Median
    {
        get
        {
            int[] rising = [.. Gaps.Order()];
            return rising.Length == 0 ? null : (rising[(rising.Length - 1) / 2] + rising[rising.Length / 2]) / 2m;
        }
    }

    public static ReferenceOrders Of(IEnumerable<Order> orders, Instant start, Instant end, DateTimeZone zone, MetricPolicy policy)
    {
        List<List<Order>> customers = [.. Counting(orders, policy).Where(order => order.OrderedAt < end).GroupBy(order => order.Customer)
            .Select(customer => customer.OrderBy(order => order.OrderedAt).ToList())];
        List<(List<Order> Inside, List<Order> All)> active = [.. customers
            .Select(all => (Inside: all.Where(order => order.OrderedAt >= start).ToList(), All: all))
            .Where(customer => customer.Inside.Count > 0)];
        return new ReferenceOrders(
            active.Sum(customer => customer.Inside.Count),
            active.Sum(customer => customer.Inside.Sum(order => Kept(order, policy))),
            active.Count,
            active.Count(customer => customer.Inside.Count == 1),
            active.Count(customer => customer.Inside.Count >= 2),
            active.Count(customer => customer.All.Count >= 2),
            [.. active.SelectMany(customer => customer.All.Zip(customer.All.Skip(1)))
                .Where(pair => pair.Second.OrderedAt >= start)
                .Select(pair => Period.DaysBetween(ReferenceCalendar.DayOf(zone, pair.First.OrderedAt), ReferenceCalendar.DayOf(zone, pair.Second.OrderedAt)))]);
    }

    /// <summary>Customers with their first order in the period and days that are over: how many came again within them, and how many there are.</summary>
    public static (long Again, long All) RepeatWithin(IEnumerable<Order> orders, Instant start, Instant end, int days, Instant asOf, MetricPolicy policy)
    {
        Duration window = Duration.FromHours(24 * days);
        List<List<Instant>> mature = [.. Counting(orders, policy).GroupBy(order => order.Customer)
            .Select(customer => customer.Select(order => order.OrderedAt).Order().ToList())
            .Where(at => at[0] >= start && at[0] < end && at[0] + window < asOf)];
        return (mature.Count(at => at.Count > 1 && at[1] <= at[0] + window), mature.Count);
    }

    /// <summary>The orders that count under a policy.</summary>
    internal static IEnumerable<Order> Counting(IEnumerable<Order> orders, MetricPolicy policy) =>
        orders.Where(order => policy.CancelledOrders == CancelledOrders.Counted || order.Status != OrderStatus.Cancelled);

    /// <summary>The amount of an order that counts under a policy.</summary>
    internal static decimal Kept(Order order, MetricPolicy policy) =>
        policy.Refunds == Refunds.Ignored ? order.Amount.Amount
        : order.Refunded is { } refunded ? order.Amount.Amount - refunded.Amount
        : order.Status == OrderStatus.Refunded ? 0m
        : order.Amount.Amount;
}
