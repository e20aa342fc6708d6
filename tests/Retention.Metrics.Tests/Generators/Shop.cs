using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests;

/// <summary>Few customers who order on few instants around the bounds of periods; some orders are cancelled, refunded, free or alike.</summary>
internal sealed record Shop(Scene Scene, MetricPolicy Policy, ImmutableArray<Order> Orders)
{
    private static readonly Gen<MetricPolicy> AnyPolicy =
        from cancelled in Gen.Elements(Enum.GetValues<CancelledOrders>())
        from refunds in Gen.Elements(Enum.GetValues<Refunds>())
        select MetricPolicy.Default with { CancelledOrders = cancelled, Refunds = refunds };

    public static Arbitrary<Shop> Any { get; } = Arb.From(
        from scene in Scene.Any
        from policy in AnyPolicy
        from count in Gen.Choose(1, 25)
        from orders in (
            from customer in Gen.Choose(0, 4)
            from at in Gen.Choose(0, scene.Instants.Length - 1)
            from cents in Gen.Elements(0, 1, 999, 2000, 2000)
            from status in Gen.Frequency((4, Gen.Constant(OrderStatus.Completed)), (1, Gen.Constant(OrderStatus.Cancelled)), (1, Gen.Constant(OrderStatus.Refunded)))
            from refunded in Gen.Elements(-1, -1, 0, cents / 2, cents)
            select new Order($"c{customer}", scene[at], At.Eur(cents / 100m)) { Status = status, Refunded = refunded < 0 ? null : At.Eur(refunded / 100m) }).ListOf(count)
        select new Shop(scene, policy, [.. orders.Select((order, i) => i % 2 == 0 ? order with { Id = $"o{i}" } : order)]),
        shop => shop.Orders.Skip(1).Select(order => shop with { Orders = shop.Orders.Remove(order) }));

    public ReportingPeriods Periods => Scene.Periods;

    public OrderBook Book => OrderBook.FromHistory(OrderHistory.Create(Orders), Policy);

    public override string ToString() => $"{Scene} {Policy}{string.Concat(Orders.Select(order => $"{Environment.NewLine}  {order}"))}";
}
