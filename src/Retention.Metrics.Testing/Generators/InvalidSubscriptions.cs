using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing;

/// <summary>Subscription events of which one subscription cannot be what they say, and valid ones around them.</summary>
public sealed record InvalidSubscriptions
{
    private InvalidSubscriptions(FindingKind kind, ImmutableArray<SubscriptionEvent> events, ImmutableArray<SubscriptionEvent> offending)
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
    public ImmutableArray<SubscriptionEvent> Valid => Events.RemoveAll(one => one.Subscription == Offending[0].Subscription);

    /// <summary>The events as code, with the kind of finding they lead to.</summary>
    public override string ToString() => $"// {Kind}{Environment.NewLine}{CSharpCode.Of(Events)}";

    internal static Arbitrary<InvalidSubscriptions> Of(FindingKind kind) => Arb.From(
        from scenario in SubscriptionScenario.Any.Generator
        from customer in Gen.Elements(scenario.Events.Select(one => one.Customer).Append("eve"))
        from offending in InvalidLives.Of(kind, new Subscription("invalid", customer), scenario.Scenario)
        from events in Gen.Shuffle(scenario.Events.Concat(offending).ToArray())
        select new InvalidSubscriptions(kind, [.. events], offending),
        Smaller);

    private static IEnumerable<InvalidSubscriptions> Smaller(InvalidSubscriptions facts) =>
        from valid in SmallerEvents.Fewer(facts.Valid).Concat(SmallerEvents.Plainer(facts.Valid))
        select new InvalidSubscriptions(facts.Kind, [.. valid, .. facts.Offending], facts.Offending);
}
