using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Reads events into columns.</summary>
internal sealed class EventCollector
{
    private readonly FactKeys<CustomerId, SubscriptionId> keys = new();
    private readonly FactCollector facts;

    private EventCollector() => facts = new FactCollector(keys);

    /// <summary>Reads all events.</summary>
    /// <exception cref="ArgumentException">An event is null, or lacks an id or a price.</exception>
    public static FactCollector Of(IEnumerable<SubscriptionEvent> events)
    {
        switch (events)
        {
            case SubscriptionEvent[] array:
                return Of(array.AsSpan());
            case List<SubscriptionEvent> list:
                return Of(CollectionsMarshal.AsSpan(list));
            case ImmutableArray<SubscriptionEvent> array:
                return Of(array.AsSpan());
            default:
                var collector = new EventCollector();
                foreach (SubscriptionEvent one in events)
                {
                    collector.Add(collector.ProblemOf(one) is { } problem ? throw new ArgumentException(problem, nameof(events)) : one);
                }

                return collector.facts;
        }
    }

    /// <summary>Reads all events.</summary>
    /// <exception cref="ArgumentException">An event is null, or lacks an id or a price.</exception>
    public static FactCollector Of(ReadOnlySpan<SubscriptionEvent> events)
    {
        var collector = new EventCollector();
        foreach (SubscriptionEvent one in events)
        {
            collector.Add(collector.ProblemOf(one) is { } problem ? throw new ArgumentException(problem, nameof(events)) : one);
        }

        return collector.facts;
    }

    /// <summary>Why the next event cannot be a fact, or nothing.</summary>
    private string? ProblemOf(SubscriptionEvent? one)
    {
        if (one is null)
        {
            return FormattableString.Invariant($"Event {facts.Count} is null; a history is made of events.");
        }

        if (one.Subscription == default || one.Customer == default)
        {
            return FormattableString.Invariant($"Event {facts.Count} names no subscription or no customer; an id is a text that is not empty.");
        }

        return one is SubscriptionEvent.Started { Price: null } or SubscriptionEvent.PriceChanged { Price: null }
            ? FormattableString.Invariant($"Event {facts.Count} has no price; what is free has a price of 0.")
            : null;
    }

    private void Add(SubscriptionEvent one)
    {
        int subscription = keys.NumberOf(one.Subscription);
        int customer = keys.NumberOf(one.Customer, facts.Tables.OwnerOf(subscription));
        int place = facts.Add(subscription, customer, FactInstant.Of(one.At), facts.ContentOf(one));
        if (one.RecordedAt is { } recorded)
        {
            facts.SetRecorded(place, recorded);
        }

        if (one.EventId is { } id)
        {
            facts.SetEventId(place, keys.NumberOfEvent(id));
        }
    }
}
