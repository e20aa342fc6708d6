using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>Periods, and orders of few customers on few instants around the bounds of those periods; some are cancelled, refunded, free or alike.</summary>
/// <param name="Scenario">The periods and instants.</param>
/// <param name="Orders">Orders that are all valid, in one currency.</param>
public sealed record OrderScenario(PeriodScenario Scenario, ImmutableArray<Order> Orders)
{
    /// <summary>The periods.</summary>
    public ReportingPeriods Periods => Scenario.Periods;

    /// <summary>The history of the orders.</summary>
    public OrderHistory History => OrderHistory.Create(Orders);

    /// <summary>The orders that count.</summary>
    /// <param name="policy">Which orders count; the default policy if left out.</param>
    public OrderTimeline Timeline(MetricPolicy? policy = null) => OrderTimeline.FromHistory(History, policy);

    /// <summary>The scenario as code.</summary>
    public override string ToString() => CSharpCode.Of(this);

    internal static Arbitrary<OrderScenario> Any { get; } = Arb.From(
        from scenario in PeriodScenario.Any.Generator
        from naming in Naming.Any
        from currency in Gen.Frequency((8, Gen.Constant(Currency.Eur)), (1, Gen.Constant(Currency.Jpy)), (1, Gen.Constant(Currency.Of("KWD"))))
        from count in Gen.Choose(0, 25)
        from orders in (
            from customer in Gen.Choose(0, 4)
            from at in Gen.Choose(0, scenario.Instants.Length - 1)
            from order in AnyOrder(naming.Of('c', customer), scenario[at], currency)
            select order).ListOf(count)
        select new OrderScenario(scenario, [.. orders.Select((order, number) => number % 2 == 0 ? order with { Id = naming.Of('o', number) } : order)]),
        Smaller);

    internal static Arbitrary<Order> AnyOrderAlone { get; } = Arb.From(
        from naming in Naming.Any
        from customer in Gen.Choose(0, 4)
        from at in Instants.Any.Generator
        from currency in Prices.AnyCurrency.Generator
        from order in AnyOrder(naming.Of('c', customer), at, currency)
        from id in Gen.Elements<string?>(null, "o1", "order \"1\"")
        from recorded in Gen.Elements<Duration?>(null, null, Duration.Zero, Duration.FromDays(3))
        select order with { Id = id is null ? default(OrderId?) : new OrderId(id), RecordedAt = at + recorded },
        order => SmallerOrders.Plainer([order]).Select(plainer => plainer[0]));

    private static Gen<Order> AnyOrder(CustomerId customer, Instant at, Currency currency) =>
        from minor in Gen.Elements(0, 1, 999, 2000, 2000, 1_234_567)
        from status in Gen.Frequency((4, Gen.Constant(OrderStatus.Completed)), (1, Gen.Constant(OrderStatus.Cancelled)), (1, Gen.Constant(OrderStatus.Refunded)))
        from refunded in Gen.Elements<int?>(null, null, 0, minor / 2, minor)
        select new Order(customer, at, currency.MinorAmount(minor)) { Status = status, Refunded = refunded is { } back ? currency.MinorAmount(back) : null };

    private static IEnumerable<OrderScenario> Smaller(OrderScenario scenario)
    {
        foreach (ImmutableArray<Order> orders in SmallerOrders.Fewer(scenario.Orders))
        {
            yield return scenario with { Orders = orders };
        }

        foreach (ReportingPeriods periods in PeriodSlices.Smaller(scenario.Periods))
        {
            yield return scenario with { Scenario = scenario.Scenario with { Periods = periods } };
        }

        foreach (ImmutableArray<Order> orders in SmallerOrders.Plainer(scenario.Orders))
        {
            yield return scenario with { Orders = orders };
        }
    }
}
