using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

/// <summary>Intervals of a few customers that begin and end on few instants around the bounds of periods, and an instant as of which they are read.</summary>
internal sealed record RevenueScene(Scene Scene, ImmutableArray<RevenueInterval> Intervals, Instant AsOf, int Columns)
{
    public static Arbitrary<RevenueScene> Any { get; } = Arb.From(
        from scene in Generators.Bounded
        from count in Gen.Choose(0, 10)
        from intervals in Interval(scene).ListOf(count)
        from asOf in Scene.InstantAround(scene.Periods).Generator
        from columns in Gen.Choose(1, 8)
        select new RevenueScene(scene, [.. intervals], asOf, columns),
        scene => scene.Intervals.Select(gone => scene with { Intervals = scene.Intervals.Remove(gone) }));

    public ReportingPeriods Periods => Scene.Periods;

    public RevenueTimeline Timeline => RevenueTimeline.FromIntervals(Intervals);

    private static Gen<RevenueInterval> Interval(Scene scene) =>
        from customer in Gen.Choose(0, 4)
        from start in Gen.Choose(0, scene.Instants.Length)
        from length in Gen.Choose(1, 4)
        from goesOn in Gen.Elements(false, false, true)
        from cents in Gen.Elements(0, 1, 1000, 1000, 2500, 4999)
        select new RevenueInterval(Generators.Name(customer), scene[start], goesOn ? null : scene[start + length], RecurringRevenue.PerMonth(Currency.Eur.MinorAmount(cents)));
}

/// <summary>Orders of a few customers on few instants around the bounds of periods, and an instant as of which they are read.</summary>
internal sealed record OrderScene(Scene Scene, ImmutableArray<Order> Orders, Instant AsOf, int Columns)
{
    public static Arbitrary<OrderScene> Any { get; } = Arb.From(
        from scene in Generators.Bounded
        from count in Gen.Choose(0, 12)
        from orders in AnyOrder(scene).ListOf(count)
        from asOf in Scene.InstantAround(scene.Periods).Generator
        from columns in Gen.Choose(1, 8)
        select new OrderScene(scene, [.. orders], asOf, columns),
        scene => Enumerable.Range(0, scene.Orders.Length).Select(gone => scene with { Orders = scene.Orders.RemoveAt(gone) }));

    public ReportingPeriods Periods => Scene.Periods;

    public OrderBook Book => OrderBook.FromHistory(OrderHistory.Create(Orders));

    private static Gen<Order> AnyOrder(Scene scene) =>
        from customer in Gen.Choose(0, 4)
        from at in Gen.Choose(0, scene.Instants.Length)
        from cents in Gen.Elements(0, 1, 1000, 1000, 2500, 4999)
        from refunded in Gen.Elements(0, 0, 0, 1)
        select new Order(Generators.Name(customer), scene[at], Currency.Eur.MinorAmount(cents)) { Refunded = Currency.Eur.MinorAmount(Math.Min(refunded, cents)) };
}

/// <summary>What both kinds of scene are made of.</summary>
internal static class Generators
{
    // The kinds of periods that make hundreds of columns would only repeat themselves.
    public static Gen<Scene> Bounded { get; } = Any.Scene.Generator.Where(scene => scene.Periods.Count <= 40);

    public static CustomerId Name(int customer) => new($"c{customer}");

    /// <summary>Attributes for some of the customers of a scene; the others are unknown.</summary>
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
