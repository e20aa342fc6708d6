namespace Retention.Metrics.Histories.Columns;

/// <summary>What is computed of an event without regard to any other.</summary>
/// <param name="SubscriptionHash">The hash of its subscription.</param>
/// <param name="At">When it takes effect.</param>
/// <param name="Price">The price that it sets, if that is a plain one without a discount.</param>
/// <param name="Kind">What happened, where it has such a price.</param>
internal readonly record struct ReadEvent(ulong SubscriptionHash, FactInstant At, PlainPrice Price, FactKind Kind)
{
    public bool HasPlainPrice => Price.Terms > 0;

    public static ReadEvent Of(SubscriptionEvent one)
    {
        ulong hash = FactKeys<CustomerId, SubscriptionId>.HashOf(one.Subscription);
        var at = FactInstant.Of(one.At);
        return one switch
        {
            SubscriptionEvent.Started { Discount: null } started when PlainPrice.TryOf(started.Price, out PlainPrice price) => new ReadEvent(hash, at, price, FactKind.Started),
            SubscriptionEvent.PriceChanged { Discount: null } changed when PlainPrice.TryOf(changed.Price, out PlainPrice price) => new ReadEvent(hash, at, price, FactKind.PriceChanged),
            _ => new ReadEvent(hash, at, default, default),
        };
    }
}
