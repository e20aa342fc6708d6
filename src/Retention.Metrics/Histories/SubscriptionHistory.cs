using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics;

/// <summary>Subscription events that can all be true together, in their one order.</summary>
/// <remarks>
/// <para>Any order of input gives the same history: by customer, subscription and instant, and within an instant by recorded instant or,
/// where those are missing, by kind.</para>
/// <para>A scheduled cancellation ends its subscription at its effective instant unless it is revoked; an end at that instant, or up to 24 hours
/// after it, adds nothing. Payments that fail or are made good after an end change nothing.</para>
/// </remarks>
/// <example><code>
/// var ada = Subscription.Of("ada");
/// SubscriptionHistory history =
/// [
///     ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
///     ada.Ends(Instant.FromUtc(2026, 3, 5, 0, 0), ChurnReason.Voluntary),
/// ];
/// history.Count; // 2
/// </code></example>
[JsonConverter(typeof(SubscriptionHistoryJsonConverter))]
[CollectionBuilder(typeof(SubscriptionHistory), nameof(Create))]
public sealed class SubscriptionHistory : IReadOnlyList<SubscriptionEvent>
{
    private readonly SubscriptionEvent[] facts;

    private SubscriptionHistory(SubscriptionEvent[] facts, CustomerLifecycles lifecycles)
    {
        this.facts = facts;
        Lifecycles = lifecycles;
    }

    /// <summary>How many events the history holds.</summary>
    public int Count => Lifecycles.Events.Length;

    /// <summary>An event, in the order of the history.</summary>
    public SubscriptionEvent this[int index] => Lifecycles.Events.At(index);

    /// <summary>The events and what the replay of each subscription gave, for all that read the history.</summary>
    internal CustomerLifecycles Lifecycles { get; }

    /// <summary>Makes a history of events that are all valid.</summary>
    /// <param name="events">The events, in any order.</param>
    /// <exception cref="InvalidHistoryException">They cannot all be true; the exception lists every finding.</exception>
    public static SubscriptionHistory Create(params ReadOnlySpan<SubscriptionEvent> events) => Valid(Check(events.ToArray(), []));

    /// <inheritdoc cref="Create(ReadOnlySpan{SubscriptionEvent})"/>
    public static SubscriptionHistory Create(IEnumerable<SubscriptionEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Valid(Check([.. events], []));
    }

    /// <summary>Lists what is wrong with events, beside the history of every subscription that is valid.</summary>
    /// <remarks>A subscription with a finding is left out whole: half a history would be a wrong number.</remarks>
    /// <param name="events">The events, in any order.</param>
    public static HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check(IEnumerable<SubscriptionEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Check([.. events], []);
    }

    /// <summary>The history as it was known at an instant: without what was recorded later.</summary>
    /// <remarks>An event without a recorded instant counts as known from the instant it takes effect.</remarks>
    /// <param name="instant">What was recorded at it or before is known.</param>
    public HistoryCheck<SubscriptionHistory, SubscriptionFinding> AsKnownAt(Instant instant) =>
        Check([.. facts.Where(fact => (fact.RecordedAt ?? fact.At) <= instant)], []);

    /// <inheritdoc/>
    public IEnumerator<SubscriptionEvent> GetEnumerator() => ((IEnumerable<SubscriptionEvent>)Lifecycles.Events).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The history cut by currency; a subscription that never had a price is in the first.</summary>
    internal IEnumerable<SubscriptionHistory> ByCurrency()
    {
        Currency?[] currencies = [.. Enumerable.Range(0, Lifecycles.SubscriptionCount).Select(CurrencyOf)];
        Currency first = currencies.OfType<Currency>().OrderBy(currency => currency.Code, StringComparer.Ordinal).FirstOrDefault();
        return Enumerable.Range(0, currencies.Length)
            .GroupBy(subscription => currencies[subscription] ?? first)
            .OrderBy(part => part.Key.Code, StringComparer.Ordinal)
            .Select(part => new SubscriptionHistory(facts, Lifecycles.Select([.. part])));

        Currency? CurrencyOf(int subscription) => Lifecycles.EventsOf(subscription).Select(one => PriceOf(one)?.Price.Amount.Currency).FirstOrDefault(currency => currency is not null);
    }

    /// <summary>The events, and behind them the facts of their subscriptions that they repeat or supersede.</summary>
    internal SubscriptionEvent[] ValidFacts()
    {
        SubscriptionEvent[] events = Lifecycles.Events;
        var subscriptions = events.Select(one => one.Subscription).ToHashSet();
        var held = new HashSet<SubscriptionEvent>(events, ReferenceEqualityComparer.Instance);
        SubscriptionEvent[] all = [.. events, .. facts.Where(fact => subscriptions.Contains(fact.Subscription) && !held.Contains(fact))];
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = Check(all, []);

        // Facts that were refused can supersede others; without them these would be found anew.
        return check.Findings.Count == 0 && check.History.SequenceEqual(events) ? all : events;
    }

    private static SubscriptionHistory Valid(HistoryCheck<SubscriptionHistory, SubscriptionFinding> check) =>
        check.Findings.Count == 0 ? check.History : throw new InvalidHistoryException(check.Findings);

    private static HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check(SubscriptionEvent[] facts, List<SubscriptionFinding> findings)
    {
        if (Array.Exists(facts, fact => fact is null))
        {
            throw new ArgumentException(FormattableString.Invariant($"Event {Array.IndexOf(facts, null)} is null; a history is made of events."), nameof(facts));
        }

        if (Array.FindIndex(facts, fact => fact.Subscription == default || fact.Customer == default) is var nameless and >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"Event {nameless} names no subscription or no customer; an id is a text that is not empty."), nameof(facts));
        }

        if (Array.FindIndex(facts, fact => fact is SubscriptionEvent.Started { Price: null } or SubscriptionEvent.PriceChanged { Price: null }) is var unpriced and >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"Event {unpriced} has no price; what is free has a price of 0."), nameof(facts));
        }

        (List<SubscriptionEvent> holding, List<SubscriptionEvent[]> conflicts, int repeated, int superseded) =
            LatestRecorded.Resolve(facts, fact => fact.EventId, fact => fact.RecordedAt, fact => fact with { RecordedAt = null });
        foreach (SubscriptionEvent[] conflict in conflicts)
        {
            Array.Sort(conflict, SameInstantOrder.OfUncheckedFacts);
            findings.Add(new SubscriptionFinding(FindingKind.ConflictingDuplicate, FormattableString.Invariant($"event {conflict[0].EventId} of subscription {conflict[0].Subscription} comes with {conflict.Select(fact => fact with { RecordedAt = null }).Distinct().Count()} contents, and none is recorded last"), conflict));
        }

        var refused = conflicts.SelectMany(conflict => conflict).Select(fact => fact.Subscription).ToHashSet();
        holding.Sort(SameInstantOrder.OfUncheckedFacts);
        var valid = new CustomerLifecycles.Builder();
        var steps = new List<LifecycleStep>();
        Span<SubscriptionEvent> all = CollectionsMarshal.AsSpan(holding);
        for (int first = 0, next; first < all.Length; first = next)
        {
            SubscriptionId subscription = all[first].Subscription;
            for (next = first + 1; next < all.Length && all[next].Subscription == subscription; next++)
            {
            }

            int before = findings.Count;
            Span<SubscriptionEvent> one = all[first..next];
            CheckFacts(one, findings);

            // What is missing because it conflicts would be missed by what follows it.
            bool whole = !refused.Contains(subscription);
            if (whole && findings.Count == before)
            {
                steps.Clear();
                SubscriptionReplay.Run(one, steps, findings);
            }

            if (whole && findings.Count == before)
            {
                valid.Add(one, CollectionsMarshal.AsSpan(steps));
            }
        }

        // Both stable: findings of one event, and subscriptions of one customer, stay in the order just found.
        findings = [.. findings.OrderBy(finding => finding.Events[0].Subscription).ThenBy(finding => finding.Events[0].At).ThenBy(finding => finding.Kind)];
        var history = new SubscriptionHistory(facts, valid.ByCustomer());
        return new(history, findings, history.Count, repeated, superseded, facts.Length - history.Count - repeated - superseded);
    }

    private static void CheckFacts(ReadOnlySpan<SubscriptionEvent> events, List<SubscriptionFinding> findings)
    {
        SubscriptionEvent first = events[0];
        SubscriptionEvent? priced = null;
        PricesOfOneInstant? sameInstant = null;
        for (int i = 0; i < events.Length; i++)
        {
            SubscriptionEvent one = events[i];
            if (one.Customer != first.Customer)
            {
                findings.Add(new SubscriptionFinding(FindingKind.MovedToAnotherCustomer, FormattableString.Invariant($"subscription {one.Subscription} belongs to customer {first.Customer} and to {one.Customer}"), [first, one]));
                return;
            }

            if (one is SubscriptionEvent.CancellationScheduled scheduled && scheduled.EffectiveAt < scheduled.At)
            {
                findings.Add(new SubscriptionFinding(FindingKind.EndBeforeStart, FormattableString.Invariant($"subscription {one.Subscription}: the cancellation requested at {Iso(one.At)} takes effect before, at {Iso(scheduled.EffectiveAt)}"), [one]));
            }

            if (PriceOf(one) is not { } price)
            {
                continue;
            }

            if (price.Price.Problem(price.Discount) is { } problem)
            {
                findings.Add(new SubscriptionFinding(KindOf(problem.Kind), FormattableString.Invariant($"subscription {one.Subscription} at {Iso(one.At)}: {problem.Message}"), [one]));
            }

            if (priced is not null && PriceOf(priced)!.Value.Price.Amount.Currency != price.Price.Amount.Currency)
            {
                findings.Add(new SubscriptionFinding(FindingKind.CurrencyChanged, FormattableString.Invariant($"subscription {one.Subscription} changes from {PriceOf(priced)!.Value.Price.Amount.Currency} to {price.Price.Amount.Currency} at {Iso(one.At)}"), [priced, one]));
            }

            sameInstant = priced?.At == one.At ? sameInstant ?? PricesOfOneInstant.Of(priced) : null;
            if (sameInstant?.Add(one) is { } other)
            {
                findings.Add(new SubscriptionFinding(FindingKind.TwoPricesAtOneInstant, FormattableString.Invariant($"subscription {one.Subscription} has two prices at {Iso(one.At)}, and nothing recorded tells which came last"), [other, one]));
            }

            priced = one;
        }
    }

    /// <summary>The price that an event sets, if it sets one.</summary>
    internal static (RecurringPrice Price, Discount? Discount)? PriceOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => (started.Price, started.Discount),
        SubscriptionEvent.PriceChanged changed => (changed.Price, changed.Discount),
        _ => null,
    };

    private static string Iso(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    internal static FindingKind KindOf(PriceProblem problem) => problem switch
    {
        PriceProblem.Negative => FindingKind.NegativePrice,
        PriceProblem.OtherCurrency => FindingKind.CurrencyChanged,
        PriceProblem.TooPrecise => FindingKind.PriceTooPrecise,
        _ => FindingKind.PriceOverflow,
    };
}
