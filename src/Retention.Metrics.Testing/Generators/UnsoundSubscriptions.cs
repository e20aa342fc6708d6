using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing;

/// <summary>Subscription events of which one subscription cannot be what they say, and sound ones around them.</summary>
public sealed record UnsoundSubscriptions
{
    private UnsoundSubscriptions(FindingKind kind, ImmutableArray<SubscriptionEvent> events, ImmutableArray<SubscriptionEvent> offending)
    {
        Kind = kind;
        Events = events;
        Offending = offending;
    }

    /// <summary>The kind of every finding about them.</summary>
    public FindingKind Kind { get; }

    /// <summary>All events, in random order.</summary>
    public ImmutableArray<SubscriptionEvent> Events { get; }

    /// <summary>The events of the subscription that cannot be: those that a history leaves out.</summary>
    public ImmutableArray<SubscriptionEvent> Offending { get; }

    /// <summary>The events of all other subscriptions: those that a history keeps.</summary>
    public ImmutableArray<SubscriptionEvent> Sound => Events.RemoveAll(one => one.Subscription == Offending[0].Subscription);

    /// <summary>The events as code, with the kind of finding they lead to.</summary>
    public override string ToString() => $"// {Kind}{Environment.NewLine}{Snippet.Of(Events)}";

    internal static Arbitrary<UnsoundSubscriptions> Of(FindingKind kind) => Arb.From(
        from scene in SubscriptionScene.Any.Generator
        from customer in Gen.Elements(scene.Events.Select(one => one.Customer).Append("eve"))
        from offending in UnsoundLives.Of(kind, new Subscription("unsound", customer), scene.Scene)
        from events in Gen.Shuffle(scene.Events.Concat(offending).ToArray())
        select new UnsoundSubscriptions(kind, [.. events], offending),
        Smaller);

    private static IEnumerable<UnsoundSubscriptions> Smaller(UnsoundSubscriptions facts) =>
        from sound in SmallerEvents.Fewer(facts.Sound).Concat(SmallerEvents.Plainer(facts.Sound))
        select new UnsoundSubscriptions(facts.Kind, [.. sound, .. facts.Offending], facts.Offending);
}
