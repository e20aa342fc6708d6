using System.Collections.Immutable;
using FsCheck;

namespace Retention.Metrics.Testing;

/// <summary>Random facts that cannot be true together, in exactly one way, with valid facts around them.</summary>
/// <remarks>
/// For tests of what is done with bad data: <c>Create</c> throws with findings of the one kind, <c>Check</c> lists them and keeps the valid rest. The
/// facts are in random order; the customer of the bad ones often has valid ones too.
/// </remarks>
/// <example><code>
/// Law.ForAll(Invalid.Orders(FindingKind.RefundAboveOrder), facts =&gt; Assert.Equal(facts.Valid.Length, OrderHistory.Check(facts.Orders).Used));
/// </code></example>
public static class Invalid
{
    /// <summary>The kinds of findings there are about subscriptions.</summary>
    public static ImmutableArray<FindingKind> SubscriptionKinds { get; } = [.. InvalidLives.Kinds];

    /// <summary>The kinds of findings there are about orders.</summary>
    public static ImmutableArray<FindingKind> OrderKinds { get; } = [.. InvalidOrders.Kinds];

    /// <summary>Subscription events of which one subscription cannot be, for one reason.</summary>
    /// <param name="kind">The reason, one of <see cref="SubscriptionKinds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is no finding about subscriptions.</exception>
    public static Arbitrary<InvalidSubscriptions> Subscriptions(FindingKind kind) =>
        SubscriptionKinds.Contains(kind) ? InvalidSubscriptions.Of(kind) : throw NoSuch(kind, SubscriptionKinds);

    /// <summary>Orders of which one cannot be, for one reason.</summary>
    /// <param name="kind">The reason, one of <see cref="OrderKinds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is no finding about orders.</exception>
    public static Arbitrary<InvalidOrders> Orders(FindingKind kind) =>
        OrderKinds.Contains(kind) ? InvalidOrders.Of(kind) : throw NoSuch(kind, OrderKinds);

    private static ArgumentOutOfRangeException NoSuch(FindingKind kind, ImmutableArray<FindingKind> kinds) =>
        new(nameof(kind), kind, $"One of {string.Join(", ", kinds)}.");
}
