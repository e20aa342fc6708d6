using NodaTime;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Objects;

/// <summary>An item of a subscription: a price and how many of it.</summary>
/// <param name="Id">Its id, where it has one.</param>
/// <param name="Created">When it was added, where that is stated.</param>
/// <param name="Price">What one costs.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Discounts">What is off this item.</param>
internal sealed record Item(string? Id, Instant? Created, Price Price, long Quantity, IReadOnlyList<AppliedCoupon> Discounts);

/// <summary>A trial.</summary>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ends, as far as is known.</param>
internal readonly record struct Trial(Instant Start, Instant End);

/// <summary>A subscription as it was when the object was written.</summary>
internal sealed record SubscriptionState
{
    /// <summary>The id of the subscription.</summary>
    public required string Id { get; init; }

    /// <summary>The customer.</summary>
    public required string Customer { get; init; }

    /// <summary>The status.</summary>
    public required SubscriptionStatus Status { get; init; }

    /// <summary>The currency; <see cref="Currency.None"/> where nothing is charged.</summary>
    public required Currency Currency { get; init; }

    /// <summary>When the object was created.</summary>
    public required Instant Created { get; init; }

    /// <summary>When the subscription began; before its creation where it was backdated.</summary>
    public required Instant Start { get; init; }

    /// <summary>The last trial, if there was one.</summary>
    public Trial? Trial { get; init; }

    /// <summary>When the cancellation was requested.</summary>
    public Instant? CanceledAt { get; init; }

    /// <summary>When it will end, if a cancellation is scheduled.</summary>
    public Instant? CancelAt { get; init; }

    /// <summary>When it ended.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>Why it ended or will end.</summary>
    public ChurnReason Reason { get; init; }

    /// <summary>When the period began that is paid now.</summary>
    public Instant? PeriodStart { get; init; }

    /// <summary>When the period ends that is paid now.</summary>
    public Instant? PeriodEnd { get; init; }

    /// <summary>Whether payments are not collected for the time being.</summary>
    public bool CollectionPaused { get; init; }

    /// <summary>The items that recur at a fixed price.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>How many items charge usage.</summary>
    public int MeteredItems { get; init; }

    /// <summary>What is off the subscription.</summary>
    public required IReadOnlyList<AppliedCoupon> Discounts { get; init; }

    /// <summary>What is off everything the customer buys, where the customer is expanded.</summary>
    public AppliedCoupon? CustomerDiscount { get; init; }

    /// <summary>What is known of the customer: product, price, interval, metadata.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>Where it was read.</summary>
    public required JsonPath Path { get; init; }

    /// <summary>Whether the subscription has been paid, or would be once a trial ends.</summary>
    public bool IsNeverPaid => Status is SubscriptionStatus.Incomplete or SubscriptionStatus.IncompleteExpired;

    /// <summary>Whether it goes on.</summary>
    public bool IsLive => Status is SubscriptionStatus.Active or SubscriptionStatus.PastDue or SubscriptionStatus.Trialing or SubscriptionStatus.Paused;

    /// <summary>Whether the last trial began with the subscription, and not inside its paid life.</summary>
    public bool BeganInTrial => Trial is { } trial && trial.Start <= Start + Tolerance;

    /// <summary>How far apart instants are that mean the same: objects are created within seconds of each other.</summary>
    public static Duration Tolerance => Duration.FromHours(1);
}
