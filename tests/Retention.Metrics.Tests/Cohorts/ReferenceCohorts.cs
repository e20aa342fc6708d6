using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

/// <summary>Cohorts in plain LINQ over intervals and orders, cell by cell: slow and obvious.</summary>
internal static class ReferenceCohorts
{
    public sealed record RevenueCell(long Customers, decimal Mrr, decimal GrossMrr);

    public sealed record OrderCell(long Customers, long Orders, decimal Revenue, decimal RevenueToDate, long CustomersOnOrAfter);

    /// <summary>The revenue at an instant of customers with their first payment between two instants; right after each one's first payment where there is none.</summary>
    public static RevenueCell Revenue(RevenueScenario scenario, Instant from, Instant to, Instant? at)
    {
        var members = scenario.Intervals.GroupBy(interval => interval.Customer)
            .Where(own => own.Any(Pays))
            .Select(own => (Own: own, First: own.Where(Pays).Min(interval => interval.Start)))
            .Where(member => member.First >= from && member.First < to && member.First < scenario.AsOf)
            .Select(member => (Initial: LevelAfter(member.Own, member.First), Now: at is { } instant ? LevelBefore(member.Own, instant) : LevelAfter(member.Own, member.First)))
            .ToList();
        return new RevenueCell(members.Count(member => member.Now > 0m), members.Sum(member => member.Now), members.Sum(member => Math.Min(member.Initial, member.Now)));
    }

    /// <summary>The orders in a period of customers with their first order between two instants; at each one's first instant where there is none.</summary>
    public static OrderCell Orders(OrderScenario scenario, Instant from, Instant to, ReportingPeriod? period)
    {
        var members = scenario.Orders.Where(order => order.OrderedAt < scenario.AsOf).GroupBy(order => order.Customer)
            .Select(own => (All: own, First: own.Min(order => order.OrderedAt)))
            .Where(member => member.First >= from && member.First < to)
            .Select(member => (member.All, In: member.All.Where(order => period?.Contains(order.OrderedAt) ?? order.OrderedAt == member.First).ToList()))
            .ToList();
        return new OrderCell(
            members.Count(member => member.In.Count > 0),
            members.Sum(member => member.In.Count),
            members.Sum(member => member.In.Sum(Kept)),
            period is null ? 0m : members.Sum(member => member.All.Where(order => order.OrderedAt < period.End).Sum(Kept)),
            period is null ? 0L : members.Count(member => member.All.Any(order => order.OrderedAt >= period.Start)));
    }

    private static bool Pays(RevenueInterval interval) => !interval.Revenue.IsZero;

    private static decimal LevelAfter(IEnumerable<RevenueInterval> own, Instant instant) =>
        own.Where(interval => interval.Start <= instant && (interval.End is not { } end || end > instant)).Sum(interval => interval.Revenue.Annual.Amount);

    private static decimal LevelBefore(IEnumerable<RevenueInterval> own, Instant instant) =>
        own.Where(interval => interval.Start < instant && (interval.End is not { } end || end >= instant)).Sum(interval => interval.Revenue.Annual.Amount);

    private static decimal Kept(Order order) => order.Amount.Amount - (order.Refunded?.Amount ?? 0m);
}
