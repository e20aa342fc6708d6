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

    /// <summary>The totals of every cohort of a scenario, and of the customers from before the first period.</summary>
    public static (CohortTotals<RevenueCellTotals>[] Cohorts, CohortTotals<RevenueCellTotals> Earlier) RevenueTotals(RevenueScenario scenario) => TotalsOf(
        scenario.Periods,
        scenario.AsOf,
        scenario.Columns,
        (from, to, period) => Totals(Revenue(scenario, from, to, period?.End)));

    /// <summary>The totals of every cohort of a scenario, and of the customers from before the first period.</summary>
    public static (CohortTotals<OrderCellTotals>[] Cohorts, CohortTotals<OrderCellTotals> Earlier) OrderTotals(OrderScenario scenario) => TotalsOf(
        scenario.Periods,
        scenario.AsOf,
        scenario.Columns,
        (from, to, period) => Totals(Orders(scenario, from, to, period), isInitial: period is null));

    private static (CohortTotals<TTotals>[] Cohorts, CohortTotals<TTotals> Earlier) TotalsOf<TTotals>(
        ReportingPeriods periods, Instant asOf, int columns, Func<Instant, Instant, ReportingPeriod?, TTotals> totalsOf)
        where TTotals : struct, ICohortTotals<TTotals>
    {
        CohortTotals<TTotals>[] cohorts =
        [
            .. periods.Select((own, index) => new CohortTotals<TTotals>(
                totalsOf(own.Start, own.End, null),
                [.. periods.Skip(index).Take(columns).Where(period => period.End <= asOf).Select(period => totalsOf(own.Start, own.End, period))])),
        ];
        return (cohorts, new CohortTotals<TTotals>(
            totalsOf(Instant.MinValue, periods.Start, null),
            [.. periods.Where(period => period.End <= asOf).Select(period => totalsOf(Instant.MinValue, periods.Start, period))]));
    }

    private static RevenueCellTotals Totals(RevenueCell cell) => new() { Customers = cell.Customers, Mrr = Millionths(cell.Mrr), GrossMrr = Millionths(cell.GrossMrr) };

    private static OrderCellTotals Totals(OrderCell cell, bool isInitial) => new()
    {
        Customers = cell.Customers,
        Orders = cell.Orders,
        Revenue = Millionths(cell.Revenue),
        RevenueToDate = Millionths(isInitial ? cell.Revenue : cell.RevenueToDate),
        CustomersOnOrAfter = isInitial ? cell.Customers : cell.CustomersOnOrAfter,
    };

    private static Int128 Millionths(decimal amount) => (Int128)(amount * 1_000_000m);

    private static bool Pays(RevenueInterval interval) => !interval.Revenue.IsZero;

    private static decimal LevelAfter(IEnumerable<RevenueInterval> own, Instant instant) =>
        own.Where(interval => interval.Start <= instant && (interval.End is not { } end || end > instant)).Sum(interval => interval.Revenue.Annual.Amount);

    private static decimal LevelBefore(IEnumerable<RevenueInterval> own, Instant instant) =>
        own.Where(interval => interval.Start < instant && (interval.End is not { } end || end >= instant)).Sum(interval => interval.Revenue.Annual.Amount);

    private static decimal Kept(Order order) => order.Amount.Amount - (order.Refunded?.Amount ?? 0m);
}
