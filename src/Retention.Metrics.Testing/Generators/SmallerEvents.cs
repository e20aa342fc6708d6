using System.Collections.Immutable;
using NodaTime;

namespace Retention.Metrics.Testing.Generators;

/// <summary>Smaller lists of subscription events. Each is as valid as the list it comes from.</summary>
internal static class SmallerEvents
{
    /// <summary>Lists that lack customers, subscriptions or ranges of a subscription's events.</summary>
    public static IEnumerable<ImmutableArray<SubscriptionEvent>> Fewer(ImmutableArray<SubscriptionEvent> events)
    {
        foreach (CustomerId customer in events.Select(one => one.Customer).Distinct())
        {
            yield return events.RemoveAll(one => one.Customer == customer);
        }

        var subscriptions = events.GroupBy(one => one.Subscription).ToList();
        foreach (IGrouping<SubscriptionId, SubscriptionEvent> own in subscriptions)
        {
            yield return events.RemoveAll(one => one.Subscription == own.Key);
        }

        foreach (IGrouping<SubscriptionId, SubscriptionEvent> own in subscriptions)
        {
            foreach (SubscriptionEvent[] left in Runs.Without([.. own]).Where(left => left.Length > 0))
            {
                var kept = left.ToHashSet(ReferenceEqualityComparer.Instance);
                ImmutableArray<SubscriptionEvent> fewer = events.RemoveAll(one => one.Subscription == own.Key && !kept.Contains(one));
                if (IsValid(fewer))
                {
                    yield return fewer;
                }
            }
        }
    }

    /// <summary>Lists of as many events that are easier to read.</summary>
    public static IEnumerable<ImmutableArray<SubscriptionEvent>> Plainer(ImmutableArray<SubscriptionEvent> events) =>
        Candidates(events).Where(plainer => Weight(plainer) < Weight(events) && IsValid(plainer));

    /// <summary>Events that could be true like this one, and are easier to read.</summary>
    public static IEnumerable<SubscriptionEvent> Plainer(SubscriptionEvent one) =>
        Candidates([one]).Select(plainer => plainer[0]).Where(plainer => Weight(plainer) < Weight(one) && !EndsBeforeItIsAskedFor(plainer));

    /// <summary>How far events are from the plainest ones: round instants, 10.00 EUR a month, no discounts, plain names.</summary>
    public static int Weight(IEnumerable<SubscriptionEvent> events) => events.Sum(Weight);

    public static int Weight(SubscriptionEvent one) =>
        RoundInstants.Roughness(one.At)
        + (one.RecordedAt is { } recorded ? 1 + RoundInstants.Roughness(recorded) : 0)
        + (one.EventId is { } id ? Naming.IsPlain(id) ? 1 : 2 : 0)
        + (Naming.IsPlain(one.Subscription.Value) ? 0 : 1) + (Naming.IsPlain(one.Customer.Value) ? 0 : 1)
        + one switch
        {
            SubscriptionEvent.Started started => Prices.Weight(started.Price) + Prices.Weight(started.Discount),
            SubscriptionEvent.PriceChanged changed => Prices.Weight(changed.Price) + Prices.Weight(changed.Discount),
            SubscriptionEvent.CancellationScheduled scheduled => RoundInstants.Roughness(scheduled.EffectiveAt) + Weight(scheduled.Reason),
            SubscriptionEvent.Ended ended => Weight(ended.Reason),
            _ => 0,
        };

    private static int Weight(ChurnReason reason) => reason == ChurnReason.Unknown ? 0 : 1;

    private static bool EndsBeforeItIsAskedFor(SubscriptionEvent one) => one is SubscriptionEvent.CancellationScheduled scheduled && scheduled.EffectiveAt < scheduled.At;

    private static bool IsValid(ImmutableArray<SubscriptionEvent> events) => SubscriptionHistory.Check(events).Findings.Count == 0;

    private static IEnumerable<ImmutableArray<SubscriptionEvent>> Candidates(ImmutableArray<SubscriptionEvent> events)
    {
        Dictionary<string, string> customers = Naming.Plainly('c', events.Select(one => one.Customer.Value)), subscriptions = Naming.Plainly('s', events.Select(one => one.Subscription.Value));
        yield return All(one => one with { Customer = customers[one.Customer.Value], Subscription = subscriptions[one.Subscription.Value] });
        yield return All(one => EventParts.Priced(one, (price, discount) => (price with { Amount = Currency.Eur.Amount(price.Amount.Amount) }, discount?.AmountOff is { } off ? Discount.Amount(Currency.Eur.Amount(off.Amount), discount.Until) : discount)));
        yield return All(one => one with { EventId = null });
        yield return All(one => one with { RecordedAt = null });
        foreach (SubscriptionId subscription in events.Select(one => one.Subscription).Distinct())
        {
            yield return All(one => one.Subscription == subscription ? one with { RecordedAt = null } : one);
            yield return All(one => one.Subscription == subscription ? one with { EventId = null } : one);
        }

        for (int i = 0; i < events.Length; i++)
        {
            foreach (SubscriptionEvent plainer in EventParts.Plainer(events[i]))
            {
                yield return events.SetItem(i, plainer);
            }
        }

        // An instant becomes rounder wherever it occurs, so that what coincides still does.
        foreach (Instant instant in events.SelectMany(EventParts.Instants).Distinct().OrderByDescending(RoundInstants.Roughness))
        {
            foreach (Instant rounder in RoundInstants.Smaller(instant))
            {
                yield return All(one => EventParts.Moved(one, at => at == instant ? rounder : at));
            }
        }

        ImmutableArray<SubscriptionEvent> All(Func<SubscriptionEvent, SubscriptionEvent> plainer) => [.. events.Select(plainer)];
    }
}
