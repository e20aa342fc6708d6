using System.Text.Json.Serialization;

namespace Retention.Metrics.Csv;

/// <summary>What an event of a file is: the kinds of <see cref="SubscriptionEvent"/>.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<EventKind>))]
public enum EventKind
{
    /// <summary><see cref="SubscriptionEvent.TrialStarted"/>.</summary>
    TrialStarted,

    /// <summary><see cref="SubscriptionEvent.Started"/>: for the first time or again.</summary>
    Started,

    /// <summary><see cref="SubscriptionEvent.PriceChanged"/>: up or down.</summary>
    PriceChanged,

    /// <summary><see cref="SubscriptionEvent.Paused"/>.</summary>
    Paused,

    /// <summary><see cref="SubscriptionEvent.Resumed"/>.</summary>
    Resumed,

    /// <summary><see cref="SubscriptionEvent.PaymentFailed"/>.</summary>
    PaymentFailed,

    /// <summary><see cref="SubscriptionEvent.PaymentRecovered"/>.</summary>
    PaymentRecovered,

    /// <summary><see cref="SubscriptionEvent.CancellationScheduled"/>.</summary>
    CancellationScheduled,

    /// <summary><see cref="SubscriptionEvent.CancellationRevoked"/>.</summary>
    CancellationRevoked,

    /// <summary><see cref="SubscriptionEvent.Ended"/>.</summary>
    Ended,
}
