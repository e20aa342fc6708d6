using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Something that happened to a subscription. The kinds are closed: the ten nested here are all there are.</summary>
[JsonConverter(typeof(SubscriptionEventJsonConverter<SubscriptionEvent>))]
public abstract record SubscriptionEvent
{
    private SubscriptionEvent(SubscriptionId subscription, CustomerId customer, Instant at)
    {
        Subscription = subscription;
        Customer = customer;
        At = at;
    }

    /// <summary>The subscription it happened to.</summary>
    public SubscriptionId Subscription { get; init; }

    /// <summary>The customer who holds the subscription.</summary>
    public CustomerId Customer { get; init; }

    /// <summary>When it takes effect.</summary>
    public Instant At { get; init; }

    /// <summary>When it became known, if that is recorded; it also orders events of one instant.</summary>
    public Instant? RecordedAt { get; init; }

    /// <summary>An id of the event. With one, adding it twice is harmless, and a later recorded one takes its place.</summary>
    /// <exception cref="ArgumentException">The id is empty or blank; an event without one has <see langword="null"/>.</exception>
    public string? EventId
    {
        get;
        init => field = NotBlank(value, nameof(value));
    }

    /// <summary>An id of an event that is a text or nothing: a blank one would make all events with it versions of one.</summary>
    internal static string? NotBlank(string? eventId, string parameter) => eventId is null || !string.IsNullOrWhiteSpace(eventId)
        ? eventId
        : throw new ArgumentException("The id of an event is blank; expected a text that is not blank, or null where the event has none.", parameter);

    /// <summary>A trial began. It pays nothing until the subscription starts.</summary>
    [JsonConverter(typeof(SubscriptionEventJsonConverter<TrialStarted>))]
    public sealed record TrialStarted(SubscriptionId Subscription, CustomerId Customer, Instant At) : SubscriptionEvent(Subscription, Customer, At);

    /// <summary>The subscription began to recur at a price, after a trial or without one, for the first time or again.</summary>
    /// <param name="Subscription">The subscription.</param>
    /// <param name="Customer">Its customer.</param>
    /// <param name="At">When it takes effect.</param>
    /// <param name="Price">What it charges.</param>
    /// <param name="Discount">What is off the price, if anything.</param>
    [JsonConverter(typeof(SubscriptionEventJsonConverter<Started>))]
    public sealed record Started(SubscriptionId Subscription, CustomerId Customer, Instant At, RecurringPrice Price, Discount? Discount = null) : SubscriptionEvent(Subscription, Customer, At);

    /// <summary>Another price, quantity, interval or discount: an upgrade, a downgrade, a change of plan.</summary>
    /// <param name="Subscription">The subscription.</param>
    /// <param name="Customer">Its customer.</param>
    /// <param name="At">When it takes effect.</param>
    /// <param name="Price">What it charges from now on.</param>
    /// <param name="Discount">What is off the price from now on, if anything.</param>
    [JsonConverter(typeof(SubscriptionEventJsonConverter<PriceChanged>))]
    public sealed record PriceChanged(SubscriptionId Subscription, CustomerId Customer, Instant At, RecurringPrice Price, Discount? Discount = null) : SubscriptionEvent(Subscription, Customer, At);

    /// <summary>The subscription was put on hold.</summary>
    [JsonConverter(typeof(SubscriptionEventJsonConverter<Paused>))]
    public sealed record Paused(SubscriptionId Subscription, CustomerId Customer, Instant At) : SubscriptionEvent(Subscription, Customer, At);

    /// <summary>The subscription goes on after a pause, at the price it had.</summary>
    [JsonConverter(typeof(SubscriptionEventJsonConverter<Resumed>))]
    public sealed record Resumed(SubscriptionId Subscription, CustomerId Customer, Instant At) : SubscriptionEvent(Subscription, Customer, At);

    /// <summary>A payment failed: the subscription is past due.</summary>
    [JsonConverter(typeof(SubscriptionEventJsonConverter<PaymentFailed>))]
    public sealed record PaymentFailed(SubscriptionId Subscription, CustomerId Customer, Instant At) : SubscriptionEvent(Subscription, Customer, At);

    /// <summary>The failed payment was made good.</summary>
    [JsonConverter(typeof(SubscriptionEventJsonConverter<PaymentRecovered>))]
    public sealed record PaymentRecovered(SubscriptionId Subscription, CustomerId Customer, Instant At) : SubscriptionEvent(Subscription, Customer, At);

    /// <summary>A cancellation was requested. The subscription ends at <paramref name="EffectiveAt"/> unless it is revoked.</summary>
    /// <param name="Subscription">The subscription.</param>
    /// <param name="Customer">Its customer.</param>
    /// <param name="At">When it was requested.</param>
    /// <param name="EffectiveAt">When it takes effect, at <paramref name="At"/> or later.</param>
    /// <param name="Reason">Why.</param>
    /// <exception cref="ArgumentException">The reason says that no subscription ended.</exception>
    [JsonConverter(typeof(SubscriptionEventJsonConverter<CancellationScheduled>))]
    public sealed record CancellationScheduled(SubscriptionId Subscription, CustomerId Customer, Instant At, Instant EffectiveAt, ChurnReason Reason = default) : SubscriptionEvent(Subscription, Customer, At)
    {
        private readonly ChurnReason reason = Reason.OfAnEnd(nameof(Reason));

        /// <summary>Why.</summary>
        public ChurnReason Reason
        {
            get => reason;
            init => reason = value.OfAnEnd(nameof(value));
        }
    }

    /// <summary>A requested cancellation was withdrawn before it took effect.</summary>
    [JsonConverter(typeof(SubscriptionEventJsonConverter<CancellationRevoked>))]
    public sealed record CancellationRevoked(SubscriptionId Subscription, CustomerId Customer, Instant At) : SubscriptionEvent(Subscription, Customer, At);

    /// <summary>The subscription ended.</summary>
    /// <param name="Subscription">The subscription.</param>
    /// <param name="Customer">Its customer.</param>
    /// <param name="At">When it ended.</param>
    /// <param name="Reason">Why.</param>
    /// <exception cref="ArgumentException">The reason says that no subscription ended.</exception>
    [JsonConverter(typeof(SubscriptionEventJsonConverter<Ended>))]
    public sealed record Ended(SubscriptionId Subscription, CustomerId Customer, Instant At, ChurnReason Reason = default) : SubscriptionEvent(Subscription, Customer, At)
    {
        private readonly ChurnReason reason = Reason.OfAnEnd(nameof(Reason));

        /// <summary>Why.</summary>
        public ChurnReason Reason
        {
            get => reason;
            init => reason = value.OfAnEnd(nameof(value));
        }
    }
}
