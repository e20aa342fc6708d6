using Retention.Metrics.Stripe.Facts;
using Retention.Metrics.Stripe.Objects;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>Collects what is worth knowing about subscriptions.</summary>
internal sealed class Notes
{
    private readonly SortedDictionary<StripeNoteKind, SortedSet<string>> subscriptions = [];

    /// <summary>The notes, each kind once.</summary>
    public IReadOnlyList<StripeNote> All => [.. subscriptions.Where(one => one.Value.Count > 0 || one.Key == StripeNoteKind.NoEndedSubscriptions).Select(one => new StripeNote(one.Key, MessageOf(one.Key), [.. one.Value]))];

    /// <summary>Adds a note about all.</summary>
    public void Add(StripeNoteKind kind) => _ = Of(kind);

    /// <summary>Adds the notes about a subscription.</summary>
    public void Add(string id, SubscriptionFacts facts, SubscriptionState last, bool isAnyMissing)
    {
        AddIf(last.MeteredItems > 0, StripeNoteKind.MeteredItems);
        AddIf(facts.IsEarlierPriceUnknown, StripeNoteKind.EarlierPriceUnknown);
        AddIf(facts.IsTodaysPriceAlone, StripeNoteKind.TodaysPriceAlone);
        AddIf(facts.Lifecycle.IsEstimated, StripeNoteKind.EndEstimated);
        AddIf(facts.Lifecycle.IsPastDueSinceUnknown, StripeNoteKind.PastDueSinceUnknown);
        AddIf(last.CollectionPaused, StripeNoteKind.CollectionPaused);
        AddIf(isAnyMissing, StripeNoteKind.EventsMissing);

        void AddIf(bool holds, StripeNoteKind kind)
        {
            if (holds)
            {
                _ = Of(kind).Add(id);
            }
        }
    }

    /// <summary>Removes a subscription that is refused.</summary>
    public void Remove(string id)
    {
        foreach (SortedSet<string> some in subscriptions.Values)
        {
            _ = some.Remove(id);
        }
    }

    private SortedSet<string> Of(StripeNoteKind kind)
    {
        if (!subscriptions.TryGetValue(kind, out SortedSet<string>? some))
        {
            subscriptions[kind] = some = new SortedSet<string>(StringComparer.Ordinal);
        }

        return some;
    }

    private static string MessageOf(StripeNoteKind kind) => kind switch
    {
        StripeNoteKind.NoEndedSubscriptions => "no subscription in the list has ended, so there is no churn in it: the API leaves ended ones out unless it is asked for status=all",
        StripeNoteKind.MeteredItems => "usage is not recurring: metered items are left out of the price",
        StripeNoteKind.EarlierPriceUnknown => "older than the price or the items that it has: what it cost before is not known, and today's price is taken; invoices would say",
        StripeNoteKind.TodaysPriceAlone => "known from the object alone: a price that was changed in place is not seen; events or invoices would say",
        StripeNoteKind.EndEstimated => "the object does not say since when it is unpaid or paused: the start of its current period is taken; events would say",
        StripeNoteKind.PastDueSinceUnknown => "a payment is overdue, and the object does not say since when; the revenue goes on",
        StripeNoteKind.CollectionPaused => "payment is not collected for the time being; the option CollectionPause (--collection-pause) says what that means",
        _ => "events are missing: a state does not follow the one before, so a change may be dated too late",
    };
}
