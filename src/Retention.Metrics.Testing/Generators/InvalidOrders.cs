using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>Orders of which one cannot be what it says, and valid ones around it.</summary>
public sealed record InvalidOrders
{
    private static readonly Dictionary<FindingKind, Func<Order, Order[]>[]> Ways = new()
    {
        [FindingKind.ConflictingDuplicate] =
        [
            order => [order, order with { Amount = order.Amount * 2m }],
            order => [order with { RecordedAt = order.OrderedAt }, order with { RecordedAt = order.OrderedAt, Status = OrderStatus.Cancelled }],
            order => [order, order with { OrderedAt = order.OrderedAt + Duration.FromTicks(1) }, order],
        ],
        [FindingKind.CurrencyChanged] =
        [
            order => [order with { Refunded = Currency.Usd.Amount(1m) }],
            order => [order with { Status = OrderStatus.Refunded, Refunded = Currency.Jpy.Amount(0m) }],
        ],
        [FindingKind.PriceOverflow] = [order => [order with { Amount = Currency.Eur.Amount(9_223_372_036_854.775808m) }]],
        [FindingKind.PriceTooPrecise] =
        [
            order => [order with { Amount = Currency.Eur.Amount(0.0000001m) }],
            order => [order with { Refunded = Currency.Eur.Amount(0.0000001m) }],
        ],
        [FindingKind.NegativeOrder] =
        [
            order => [order with { Amount = Currency.Eur.Amount(-0.01m) }],
            order => [order with { Amount = Currency.Eur.Amount(-5m), Status = OrderStatus.Refunded }],
        ],
        [FindingKind.NegativeRefund] = [order => [order with { Refunded = Currency.Eur.Amount(-0.01m) }]],
        [FindingKind.RefundAboveOrder] =
        [
            order => [order with { Refunded = order.Amount + Currency.Eur.Amount(0.01m) }],
            order => [order with { Amount = Currency.Eur.Amount(0m), Refunded = Currency.Eur.Amount(1m), Status = OrderStatus.Cancelled }],
        ],
    };

    private InvalidOrders(FindingKind kind, ImmutableArray<Order> orders, ImmutableArray<Order> offending)
    {
        Kind = kind;
        Orders = orders;
        Offending = offending;
    }

    /// <summary>The kind of the finding about them.</summary>
    public FindingKind Kind { get; }

    /// <summary>All orders, in random order.</summary>
    public ImmutableArray<Order> Orders { get; }

    /// <summary>The order that cannot be, in all its versions: those that a history leaves out.</summary>
    public ImmutableArray<Order> Offending { get; }

    /// <summary>All other orders: those that a history keeps.</summary>
    public ImmutableArray<Order> Valid => Orders.RemoveAll(order => order.Id == Offending[0].Id);

    /// <summary>The orders as code, with the kind of finding they lead to.</summary>
    public override string ToString() => $"// {Kind}{Environment.NewLine}{CSharpCode.Of(Orders)}";

    internal static IEnumerable<FindingKind> Kinds => Ways.Keys.Order();

    internal static Arbitrary<InvalidOrders> Of(FindingKind kind) => Arb.From(
        from scenario in OrderScenario.Any.Generator
        from customer in Gen.Elements(scenario.Orders.Select(order => order.Customer).Append("eve"))
        from at in Gen.Choose(0, scenario.Scenario.Instants.Length)
        from way in Gen.Elements(Ways[kind])
        let offending = way(new Order(customer, scenario.Scenario[at], Currency.Eur.Amount(5m)) { Id = "invalid" })
        from orders in Gen.Shuffle(scenario.Orders.Concat(offending).ToArray())
        select new InvalidOrders(kind, [.. orders], [.. offending]),
        Smaller);

    private static IEnumerable<InvalidOrders> Smaller(InvalidOrders facts) =>
        from valid in SmallerOrders.Fewer(facts.Valid).Concat(SmallerOrders.Plainer(facts.Valid))
        select new InvalidOrders(facts.Kind, [.. valid, .. facts.Offending], facts.Offending);
}
