namespace Retention.Metrics.Histories.Columns;

/// <summary>What is computed of an event without regard to those before it; the default is that of one that cannot be a fact.</summary>
/// <param name="At">When it takes effect.</param>
/// <param name="Price">The price that it sets, if that is a plain one without a discount.</param>
/// <param name="Kind">What happened, where it has such a price.</param>
internal readonly record struct ReadEvent(FactInstant At, PlainPrice Price, FactKind Kind)
{
    /// <summary>Whether the event can be a fact.</summary>
    public bool IsFact { get; } = true;

    /// <summary>Whether the event has a recorded instant or an id.</summary>
    public bool HasDetails { get; private init; }

    public bool HasPlainPrice => !Price.IsNone;

    public static ReadEvent Of(SubscriptionEvent one)
    {
        var at = FactInstant.Of(one.At);
        bool hasDetails = one.RecordedAt is not null || one.EventId is not null;
        return one switch
        {
            SubscriptionEvent.Started { Discount: null } started when PlainPrice.TryOf(started.Price, out PlainPrice price) => new ReadEvent(at, price, FactKind.Started) { HasDetails = hasDetails },
            SubscriptionEvent.PriceChanged { Discount: null } changed when PlainPrice.TryOf(changed.Price, out PlainPrice price) => new ReadEvent(at, price, FactKind.PriceChanged) { HasDetails = hasDetails },
            _ => new ReadEvent(at, default, default) { HasDetails = hasDetails },
        };
    }
}
