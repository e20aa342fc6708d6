using System.Collections.Immutable;
using NodaTime;

namespace Retention.Metrics.Testing.Generators;

/// <summary>Smaller lists of orders. Each is as valid as the list it comes from.</summary>
internal static class SmallerOrders
{
    private const decimal PlainAmount = 20m;

    /// <summary>Lists that lack customers or ranges of orders.</summary>
    public static IEnumerable<ImmutableArray<Order>> Fewer(ImmutableArray<Order> orders) =>
        orders.Select(order => order.Customer).Distinct().Select(customer => orders.RemoveAll(order => order.Customer == customer))
            .Concat(Runs.Without(orders).Select(left => left.ToImmutableArray()));

    /// <summary>Lists of as many orders that are easier to read.</summary>
    public static IEnumerable<ImmutableArray<Order>> Plainer(ImmutableArray<Order> orders) =>
        Candidates(orders).Where(plainer => Weight(plainer) < Weight(orders) && OrderHistory.Check(plainer).Findings.Count == 0);

    /// <summary>How far orders are from the plainest ones: round instants, 20.00 EUR, completed, nothing refunded, no ids, plain names.</summary>
    public static int Weight(IEnumerable<Order> orders) => orders.Sum(Weight);

    public static int Weight(Order order) =>
        RoundInstants.Roughness(order.OrderedAt)
        + (order.RecordedAt is { } recorded ? 1 + RoundInstants.Roughness(recorded) : 0)
        + (order.Id is { } id ? Naming.IsPlain(id.Value) ? 1 : 2 : 0)
        + (Naming.IsPlain(order.Customer.Value) ? 0 : 1)
        + (order.Amount.Currency == Currency.Eur ? 0 : 1) + (order.Amount.Amount == PlainAmount ? 0 : 1)
        + (order.Status == OrderStatus.Completed ? 0 : 1)
        + (order.Refunded is null ? 0 : 1);

    private static IEnumerable<ImmutableArray<Order>> Candidates(ImmutableArray<Order> orders)
    {
        Dictionary<string, string> customers = Naming.Plainly('c', orders.Select(order => order.Customer.Value));
        yield return All(order => order with { Customer = customers[order.Customer.Value] });
        yield return All(order => order with { Amount = Currency.Eur.Amount(order.Amount.Amount), Refunded = order.Refunded is { } back ? Currency.Eur.Amount(back.Amount) : null });
        yield return All(order => order with { Id = null, RecordedAt = null });
        for (int i = 0; i < orders.Length; i++)
        {
            Order order = orders[i];
            yield return orders.SetItem(i, order with { Refunded = null, Status = OrderStatus.Completed });
            yield return orders.SetItem(i, order with { Refunded = null });
            yield return orders.SetItem(i, order with { Status = OrderStatus.Completed });
            yield return orders.SetItem(i, order with { Amount = order.Amount.Currency.Amount(PlainAmount) });
            yield return orders.SetItem(i, order with { Id = null });
            yield return orders.SetItem(i, order with { RecordedAt = null });
        }

        // An instant becomes rounder wherever it occurs, so that what coincides still does.
        foreach (Instant instant in orders.Select(order => order.OrderedAt).Distinct().OrderByDescending(RoundInstants.Roughness))
        {
            foreach (Instant rounder in RoundInstants.Smaller(instant))
            {
                yield return All(order => order.OrderedAt == instant ? order with { OrderedAt = rounder } : order);
            }
        }

        ImmutableArray<Order> All(Func<Order, Order> plainer) => [.. orders.Select(plainer)];
    }
}
