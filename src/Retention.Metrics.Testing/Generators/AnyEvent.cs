using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>Random subscription events of one kind, for a property about that kind: each could be true, together with others that need not be there.</summary>
/// <example><code>
/// Law.ForAll(AnyEvent.CancellationScheduled, asked =&gt; asked.EffectiveAt &gt;= asked.At);
/// </code></example>
public static class AnyEvent
{
    private static readonly Gen<Subscription> AnySubscription =
        from naming in Naming.Any
        from number in Gen.Choose(0, 5)
        from customer in Gen.Choose(0, 3)
        select new Subscription(naming.Of('s', number), naming.Of('c', customer));

    private static readonly Gen<Discount?> MaybeDiscount =
        Gen.Frequency((2, Gen.Constant<Discount?>(null)), (1, Prices.AnyDiscount.Generator.Select(discount => (Discount?)discount)));

    /// <summary>A trial began.</summary>
    public static Arbitrary<SubscriptionEvent.TrialStarted> TrialStarted { get; } = Plain((subscription, at) => new SubscriptionEvent.TrialStarted(subscription.Id, subscription.Customer, at));

    /// <summary>A subscription started, often with a discount in the currency of its price.</summary>
    public static Arbitrary<SubscriptionEvent.Started> Started { get; } =
        Priced((subscription, at, price, discount) => new SubscriptionEvent.Started(subscription.Id, subscription.Customer, at, price, discount));

    /// <summary>A price changed, often with a discount in the currency of the price.</summary>
    public static Arbitrary<SubscriptionEvent.PriceChanged> PriceChanged { get; } =
        Priced((subscription, at, price, discount) => new SubscriptionEvent.PriceChanged(subscription.Id, subscription.Customer, at, price, discount));

    /// <summary>A subscription was put on hold.</summary>
    public static Arbitrary<SubscriptionEvent.Paused> Paused { get; } = Plain((subscription, at) => new SubscriptionEvent.Paused(subscription.Id, subscription.Customer, at));

    /// <summary>A subscription went on.</summary>
    public static Arbitrary<SubscriptionEvent.Resumed> Resumed { get; } = Plain((subscription, at) => new SubscriptionEvent.Resumed(subscription.Id, subscription.Customer, at));

    /// <summary>A payment failed.</summary>
    public static Arbitrary<SubscriptionEvent.PaymentFailed> PaymentFailed { get; } = Plain((subscription, at) => new SubscriptionEvent.PaymentFailed(subscription.Id, subscription.Customer, at));

    /// <summary>A payment was made good.</summary>
    public static Arbitrary<SubscriptionEvent.PaymentRecovered> PaymentRecovered { get; } = Plain((subscription, at) => new SubscriptionEvent.PaymentRecovered(subscription.Id, subscription.Customer, at));

    /// <summary>A cancellation was requested, for the same instant or a later one.</summary>
    public static Arbitrary<SubscriptionEvent.CancellationScheduled> CancellationScheduled { get; } = Of(
        from subscription in AnySubscription
        from at in Instants.Any.Generator
        from days in Gen.Elements(0, 0, 1, 30, 365)
        from reason in Prices.AnyReason.Generator
        select new SubscriptionEvent.CancellationScheduled(subscription.Id, subscription.Customer, at, at + Duration.FromDays(days), reason));

    /// <summary>A cancellation was withdrawn.</summary>
    public static Arbitrary<SubscriptionEvent.CancellationRevoked> CancellationRevoked { get; } = Plain((subscription, at) => new SubscriptionEvent.CancellationRevoked(subscription.Id, subscription.Customer, at));

    /// <summary>A subscription ended.</summary>
    public static Arbitrary<SubscriptionEvent.Ended> Ended { get; } = Of(
        from subscription in AnySubscription
        from at in Instants.Any.Generator
        from reason in Prices.AnyReason.Generator
        select new SubscriptionEvent.Ended(subscription.Id, subscription.Customer, at, reason));

    /// <summary>An event of any kind.</summary>
    internal static Arbitrary<SubscriptionEvent> OfAnyKind { get; } = Arb.From(
        Gen.OneOf(
            Base(TrialStarted), Base(Started), Base(PriceChanged), Base(Paused), Base(Resumed), Base(PaymentFailed), Base(PaymentRecovered), Base(CancellationScheduled), Base(CancellationRevoked), Base(Ended)),
        SmallerEvents.Plainer);

    private static Gen<SubscriptionEvent> Base<TEvent>(Arbitrary<TEvent> kind)
        where TEvent : SubscriptionEvent =>
        kind.Generator.Select(one => (SubscriptionEvent)one);

    private static Arbitrary<TEvent> Plain<TEvent>(Func<Subscription, Instant, TEvent> happens)
        where TEvent : SubscriptionEvent =>
        Of(from subscription in AnySubscription from at in Instants.Any.Generator select happens(subscription, at));

    private static Arbitrary<TEvent> Priced<TEvent>(Func<Subscription, Instant, RecurringPrice, Discount?, TEvent> happens)
        where TEvent : SubscriptionEvent =>
        Of(
            from subscription in AnySubscription
            from at in Instants.Any.Generator
            from price in Prices.Any.Generator
            from discount in MaybeDiscount
            select happens(subscription, at, price, discount?.AmountOff is { } off ? Discount.Amount(price.Amount.Currency.Amount(off.Amount), discount.Until) : discount));

    private static Arbitrary<TEvent> Of<TEvent>(Gen<TEvent> events)
        where TEvent : SubscriptionEvent =>
        Arb.From(
            from one in events
            from recorded in Gen.Elements<Duration?>(null, Duration.Zero, Duration.FromTicks(1), Duration.FromDays(-30), Duration.FromDays(3))
            from id in Gen.Elements(null, "e1", "evt_\"1\"")
            select (TEvent)(one with { RecordedAt = one.At + recorded, EventId = id }),
            one => SmallerEvents.Plainer(one).Cast<TEvent>());
}
