namespace Retention.Metrics.Histories.Columns;

/// <summary>What is computed of an event without regard to those just before it; the default is that of one that cannot be a fact.</summary>
/// <param name="SubscriptionHash">The hash of its subscription.</param>
/// <param name="CustomerHash">The hash of its customer.</param>
/// <param name="At">When it takes effect.</param>
/// <param name="Price">The price that it sets, if that is a plain one without a discount.</param>
/// <param name="Kind">What happened, where it has such a price.</param>
internal readonly record struct ReadEvent(ulong SubscriptionHash, ulong CustomerHash, FactInstant At, PlainPrice Price, FactKind Kind)
{
    /// <summary>Whether the event can be a fact.</summary>
    public bool IsFact { get; } = true;

    public bool HasPlainPrice => !Price.IsNone;

    /// <summary>The number of its subscription, or −1 where it may be new.</summary>
    public int Subscription { get; init; } = -1;

    /// <summary>The number of its customer, or −1 where it may be new.</summary>
    public int Customer { get; init; } = -1;

    public static ReadEvent Of(SubscriptionEvent one)
    {
        ulong subscription = KeyHash<SubscriptionId>.Of(one.Subscription), customer = KeyHash<CustomerId>.Of(one.Customer);
        var at = FactInstant.Of(one.At);
        return one switch
        {
            SubscriptionEvent.Started { Discount: null } started when PlainPrice.TryOf(started.Price, out PlainPrice price) => new ReadEvent(subscription, customer, at, price, FactKind.Started),
            SubscriptionEvent.PriceChanged { Discount: null } changed when PlainPrice.TryOf(changed.Price, out PlainPrice price) => new ReadEvent(subscription, customer, at, price, FactKind.PriceChanged),
            _ => new ReadEvent(subscription, customer, at, default, default),
        };
    }
}
