using NodaTime;

namespace Retention.Metrics.Stripe.Facts;

/// <summary>The kinds of fact that a Stripe subscription gives.</summary>
internal enum FactKind
{
    /// <summary>A trial began.</summary>
    TrialStarted,

    /// <summary>It began to recur at a price.</summary>
    Started,

    /// <summary>Its price changed.</summary>
    PriceChanged,

    /// <summary>It was paused.</summary>
    Paused,

    /// <summary>It was resumed.</summary>
    Resumed,

    /// <summary>A payment failed.</summary>
    PaymentFailed,

    /// <summary>A failed payment was made good.</summary>
    PaymentRecovered,

    /// <summary>A cancellation was requested.</summary>
    CancellationScheduled,

    /// <summary>A requested cancellation was withdrawn.</summary>
    CancellationRevoked,

    /// <summary>It ended.</summary>
    Ended,
}

/// <summary>Which object or event says so.</summary>
/// <param name="At">When the event was created; none of an object.</param>
/// <param name="RecordedAt">The same, with a tick more for each event before it in the same second.</param>
/// <param name="EventId">The id of the event; none of an object.</param>
internal readonly record struct Source(Instant? At, Instant? RecordedAt, string? EventId);

/// <summary>A fact about one of the subscriptions that a Stripe subscription is made of.</summary>
/// <param name="Subscription">The id of the subscription.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Source">Which object or event says so.</param>
internal sealed record Fact(string Subscription, FactKind Kind, Instant At, Source Source)
{
    /// <summary>What it charges from then on, of a start or change.</summary>
    public RecurringPrice? Price { get; init; }

    /// <summary>What is off, of a start or change.</summary>
    public Discount? Discount { get; init; }

    /// <summary>When a requested cancellation takes effect.</summary>
    public Instant EffectiveAt { get; init; }

    /// <summary>Why it ends.</summary>
    public ChurnReason Reason { get; init; }

    /// <summary>Adds it to a builder.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="eventId">The id of the fact, if it has one.</param>
    public void AddTo(SubscriptionHistoryBuilder<string, string> builder, string customer, string? eventId)
    {
        Instant? recorded = Source.RecordedAt;
        switch (Kind)
        {
            case FactKind.TrialStarted:
                builder.TrialStarted(customer, Subscription, At, recorded, eventId);
                break;
            case FactKind.Started:
                builder.Started(customer, Subscription, At, Price!, Discount, recorded, eventId);
                break;
            case FactKind.PriceChanged:
                builder.PriceChanged(customer, Subscription, At, Price!, Discount, recorded, eventId);
                break;
            case FactKind.Paused:
                builder.Paused(customer, Subscription, At, recorded, eventId);
                break;
            case FactKind.Resumed:
                builder.Resumed(customer, Subscription, At, recorded, eventId);
                break;
            case FactKind.PaymentFailed:
                builder.PaymentFailed(customer, Subscription, At, recorded, eventId);
                break;
            case FactKind.PaymentRecovered:
                builder.PaymentRecovered(customer, Subscription, At, recorded, eventId);
                break;
            case FactKind.CancellationScheduled:
                builder.CancellationScheduled(customer, Subscription, At, EffectiveAt, Reason, recorded, eventId);
                break;
            case FactKind.CancellationRevoked:
                builder.CancellationRevoked(customer, Subscription, At, recorded, eventId);
                break;
            default:
                builder.Ended(customer, Subscription, At, Reason, recorded, eventId);
                break;
        }
    }
}
