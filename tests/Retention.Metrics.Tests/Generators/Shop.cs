using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests;

/// <summary>Orders around the bounds of periods, under a policy of what cancelled orders and refunds do.</summary>
internal sealed record Shop(OrderScenario Drawn, MetricPolicy Policy)
{
    private static readonly Gen<MetricPolicy> AnyPolicy =
        from cancelled in Gen.Elements(Enum.GetValues<CancelledOrders>())
        from refunds in Gen.Elements(Enum.GetValues<Refunds>())
        select MetricPolicy.Default with { CancelledOrders = cancelled, Refunds = refunds };

    public static Arbitrary<Shop> Any { get; } = Arb.From(
        from drawn in Testing.Any.OrderScenario.Generator from policy in AnyPolicy select new Shop(drawn, policy),
        shop => Testing.Any.OrderScenario.Shrinker(shop.Drawn).Select(smaller => shop with { Drawn = smaller }));

    public PeriodScenario Scenario => Drawn.Scenario;

    public ReportingPeriods Periods => Scenario.Periods;

    public ImmutableArray<Order> Orders => Drawn.Orders;

    public OrderTimeline Timeline => Drawn.Timeline(Policy);

    public Shop With(IEnumerable<Order> orders) => this with { Drawn = Drawn with { Orders = [.. orders] } };

    public override string ToString() => $"{Drawn}{Environment.NewLine}{CSharpCode.Of(Policy)}";
}
