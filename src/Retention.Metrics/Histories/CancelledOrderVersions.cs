namespace Retention.Metrics.Histories;

/// <summary>Which orders stay cancelled though a later version of them says something else: a refund gives money back, and does not bring the order back.</summary>
internal sealed class CancelledOrderVersions
{
    private readonly Dictionary<OrderId, Order[]> versions;

    public CancelledOrderVersions(IReadOnlyList<Order> facts)
    {
        HashSet<OrderId> cancelled = [.. facts.Where(fact => fact.Status == OrderStatus.Cancelled).Select(fact => fact.Id).OfType<OrderId>()];
        versions = cancelled.Count == 0 ? [] : facts.Where(fact => fact.Id is { } id && cancelled.Contains(id)).GroupBy(fact => fact.Id!.Value).ToDictionary(order => order.Key, InOrder);
    }

    /// <summary>The version that holds; cancelled, with its refund, where only refunds were recorded after a cancellation.</summary>
    public Order Of(Order holding) =>
        holding.Status != OrderStatus.Cancelled && holding.Id is { } id && versions.TryGetValue(id, out Order[]? all)
        && all.Aggregate(false, (cancelled, version) => version.Status == OrderStatus.Cancelled || (cancelled && IsRefund(version)))
            ? holding with { Status = OrderStatus.Cancelled, Refunded = holding.Refund }
            : holding;

    // What was recorded at one instant has no order of its own: the cancellation counts as the last of it.
    private static Order[] InOrder(IEnumerable<Order> versions) => [.. versions.OrderBy(version => version.RecordedAt).ThenBy(version => version.Status == OrderStatus.Cancelled)];

    private static bool IsRefund(Order version) => version.Status == OrderStatus.Refunded || version.Refund.Amount > 0m;
}
