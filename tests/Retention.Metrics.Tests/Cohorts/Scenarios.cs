using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

/// <summary>Intervals of a few customers that begin and end on few instants around the bounds of periods, and an instant as of which they are read.</summary>
internal sealed record RevenueScenario(PeriodScenario Scenario, ImmutableArray<RevenueInterval> Intervals, Instant AsOf, int Columns)
{
    public static Arbitrary<RevenueScenario> Any { get; } = Arb.From(
        from scenario in Generators.Bounded
        from count in Gen.Choose(0, 10)
        from intervals in Interval(scenario).ListOf(count)
        from asOf in PeriodScenario.InstantAround(scenario.Periods).Generator
        from columns in Gen.Choose(1, 8)
        select new RevenueScenario(scenario, [.. intervals], asOf, columns),
        scenario => scenario.Intervals.Select(gone => scenario with { Intervals = scenario.Intervals.Remove(gone) }));

    public ReportingPeriods Periods => Scenario.Periods;

    public RevenueTimeline Timeline => RevenueTimeline.FromIntervals(Intervals);

    private static Gen<RevenueInterval> Interval(PeriodScenario scenario) =>
        from customer in Gen.Choose(0, 4)
        from start in Gen.Choose(0, scenario.Instants.Length)
        from length in Gen.Choose(1, 4)
        from goesOn in Gen.Elements(false, false, true)
        from cents in Gen.Elements(0, 1, 1000, 1000, 2500, 4999)
        select new RevenueInterval(Generators.Name(customer), scenario[start], goesOn ? null : scenario[start + length], RecurringRevenue.PerMonth(Currency.Eur.MinorAmount(cents)));
}

/// <summary>Orders of a few customers on few instants around the bounds of periods, and an instant as of which they are read.</summary>
internal sealed record OrderScenario(PeriodScenario Scenario, ImmutableArray<Order> Orders, Instant AsOf, int Columns)
{
    public static Arbitrary<OrderScenario> Any { get; } = Arb.From(
        from scenario in Generators.Bounded
        from count in Gen.Choose(0, 12)
        from orders in AnyOrder(scenario).ListOf(count)
        from asOf in PeriodScenario.InstantAround(scenario.Periods).Generator
        from columns in Gen.Choose(1, 8)
        select new OrderScenario(scenario, [.. orders], asOf, columns),
        scenario => Enumerable.Range(0, scenario.Orders.Length).Select(gone => scenario with { Orders = scenario.Orders.RemoveAt(gone) }));

    public ReportingPeriods Periods => Scenario.Periods;

    public OrderTimeline Timeline => OrderTimeline.FromHistory(OrderHistory.Create(Orders));

    private static Gen<Order> AnyOrder(PeriodScenario scenario) =>
        from customer in Gen.Choose(0, 4)
        from at in Gen.Choose(0, scenario.Instants.Length)
        from cents in Gen.Elements(0, 1, 1000, 1000, 2500, 4999)
        from refunded in Gen.Elements(0, 0, 0, 1)
        select new Order(Generators.Name(customer), scenario[at], Currency.Eur.MinorAmount(cents)) { Refunded = Currency.Eur.MinorAmount(Math.Min(refunded, cents)) };
}

/// <summary>What both kinds of scenario are made of.</summary>
internal static class Generators
{
    // The kinds of periods that make hundreds of columns would only repeat themselves.
    public static Gen<PeriodScenario> Bounded { get; } = Any.PeriodScenario.Generator.Where(scenario => scenario.Periods.Count <= 40);

    public static CustomerId Name(int customer) => new($"c{customer}");

    /// <summary>Attributes for some of the customers of a scenario; the others are unknown.</summary>
    public static Segmentation SomeSegments { get; } = Segmentation.By(
        [
            new("c0", [new("plan", "pro"), new("country", "DE")]),
            new("c1", [new("plan", "pro")]),
            new("c2", [new("plan", "basic"), new("country", "FR")]),
            new("nobody", [new("plan", "team"), new("country", "DE")]),
        ],
        "plan",
        "country");
}
