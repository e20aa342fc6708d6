using System.Collections.Immutable;
using FsCheck;

namespace Retention.Metrics.Testing;

/// <summary>Random facts that cannot be true together, in exactly one way, with sound facts around them.</summary>
/// <remarks>
/// For tests of what is done with bad data: <c>Create</c> throws with findings of the one kind, <c>Check</c> lists them and keeps the sound rest. The
/// facts stand in random order; the customer of the bad ones often has sound ones too.
/// </remarks>
/// <example><code>
/// Law.ForAll(Unsound.Orders(FindingKind.RefundAboveOrder), facts =&gt; Assert.Equal(facts.Sound.Length, OrderHistory.Check(facts.Orders).Used));
/// </code></example>
public static class Unsound
{
    /// <summary>The kinds of findings there are about subscriptions.</summary>
    public static ImmutableArray<FindingKind> SubscriptionKinds { get; } = [.. UnsoundLives.Kinds];

    /// <summary>The kinds of findings there are about orders.</summary>
    public static ImmutableArray<FindingKind> OrderKinds { get; } = [.. UnsoundOrders.Kinds];

    /// <summary>Subscription events of which one subscription cannot be, for one reason.</summary>
    /// <param name="kind">The reason, one of <see cref="SubscriptionKinds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is no finding about subscriptions.</exception>
    public static Arbitrary<UnsoundSubscriptions> Subscriptions(FindingKind kind) =>
        SubscriptionKinds.Contains(kind) ? UnsoundSubscriptions.Of(kind) : throw NoSuch(kind, SubscriptionKinds);

    /// <summary>Orders of which one cannot be, for one reason.</summary>
    /// <param name="kind">The reason, one of <see cref="OrderKinds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is no finding about orders.</exception>
    public static Arbitrary<UnsoundOrders> Orders(FindingKind kind) =>
        OrderKinds.Contains(kind) ? UnsoundOrders.Of(kind) : throw NoSuch(kind, OrderKinds);

    private static ArgumentOutOfRangeException NoSuch(FindingKind kind, ImmutableArray<FindingKind> kinds) =>
        new(nameof(kind), kind, $"One of {string.Join(", ", kinds)}.");
}
