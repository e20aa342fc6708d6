using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe.Objects;

/// <summary>The status of a Stripe subscription.</summary>
internal enum SubscriptionStatus
{
    /// <summary>The first payment is open.</summary>
    Incomplete,

    /// <summary>The first payment was never made.</summary>
    IncompleteExpired,

    /// <summary>In a trial.</summary>
    Trialing,

    /// <summary>Paid.</summary>
    Active,

    /// <summary>The last payment failed and is tried again.</summary>
    PastDue,

    /// <summary>The last payment failed for good.</summary>
    Unpaid,

    /// <summary>The trial ended without a payment method, or the subscription was paused.</summary>
    Paused,

    /// <summary>Ended.</summary>
    Canceled,
}

/// <summary>Reads a status.</summary>
internal static class SubscriptionStatusReader
{
    /// <summary>The status of a text.</summary>
    public static SubscriptionStatus Read(JsonNode node) => node.Text() switch
    {
        "incomplete" => SubscriptionStatus.Incomplete,
        "incomplete_expired" => SubscriptionStatus.IncompleteExpired,
        "trialing" => SubscriptionStatus.Trialing,
        "active" => SubscriptionStatus.Active,
        "past_due" => SubscriptionStatus.PastDue,
        "unpaid" => SubscriptionStatus.Unpaid,
        "paused" => SubscriptionStatus.Paused,
        "canceled" => SubscriptionStatus.Canceled,
        _ => throw node.Refuse("must be incomplete, incomplete_expired, trialing, active, past_due, unpaid, paused or canceled"),
    };
}
