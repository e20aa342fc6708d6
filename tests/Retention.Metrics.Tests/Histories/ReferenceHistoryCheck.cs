using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Tests.Histories;

/// <summary>A finding of the reference.</summary>
internal sealed record ReferenceFinding(FindingKind Kind, string Message, SubscriptionEvent[] Events);

/// <summary>A subscription that is valid: its events in their full order and the steps of its replay.</summary>
internal sealed record ReferenceLifecycle(SubscriptionEvent[] Events, LifecycleStep[] Steps);

/// <summary>A check of events as objects: sorted, grouped and replayed one by one, without columns or threads.</summary>
/// <param name="Lifecycles">The valid subscriptions, by customer and subscription.</param>
/// <param name="Findings">What is wrong, in the order of a history check.</param>
/// <param name="Repeated">How many events came again.</param>
/// <param name="Superseded">How many events gave way to a later version.</param>
/// <param name="Refused">How many events were left out because of a finding.</param>
internal sealed partial record ReferenceHistoryCheck(ReferenceLifecycle[] Lifecycles, ReferenceFinding[] Findings, int Repeated, int Superseded, int Refused)
{
    public SubscriptionEvent[] Events => [.. Lifecycles.SelectMany(lifecycle => lifecycle.Events)];

    public static ReferenceHistoryCheck Of(IEnumerable<SubscriptionEvent> events)
    {
        SubscriptionEvent[] facts = [.. events];
        var findings = new List<ReferenceFinding>();
        (List<SubscriptionEvent> holding, List<SubscriptionEvent[]> conflicts, int repeated, int superseded) =
            LatestRecorded.Resolve(facts, fact => fact.EventId, fact => fact.RecordedAt, fact => fact with { RecordedAt = null });
        foreach (SubscriptionEvent[] conflict in conflicts.OrderBy(conflict => conflict[0].EventId, StringComparer.Ordinal))
        {
            Array.Sort(conflict, SameInstantOrder.OfUncheckedFacts);
            findings.Add(new ReferenceFinding(FindingKind.ConflictingDuplicate, FormattableString.Invariant($"event {conflict[0].EventId} of subscription {conflict[0].Subscription} comes with {conflict.Select(fact => fact with { RecordedAt = null }).Distinct().Count()} contents, and none is recorded last"), conflict));
        }

        var refused = conflicts.SelectMany(conflict => conflict).Select(fact => fact.Subscription).ToHashSet();
        holding.Sort(SameInstantOrder.OfUncheckedFacts);
        var valid = new List<ReferenceLifecycle>();
        foreach (SubscriptionEvent[] one in holding.GroupBy(fact => fact.Subscription).Select(group => group.ToArray()))
        {
            int before = findings.Count;
            var steps = new List<LifecycleStep>();
            CheckFacts(one, findings);
            bool whole = !refused.Contains(one[0].Subscription);
            if (whole && findings.Count == before)
            {
                SubscriptionReplay.Run(one, steps, findings);
            }

            if (whole && findings.Count == before)
            {
                valid.Add(new ReferenceLifecycle(one, [.. steps]));
            }
        }

        ReferenceLifecycle[] lifecycles = [.. valid.OrderBy(lifecycle => lifecycle.Events[0].Customer)];
        return new(
            lifecycles,
            [.. findings.OrderBy(finding => finding.Events[0].Subscription).ThenBy(finding => finding.Events[0].At).ThenBy(finding => finding.Kind)],
            repeated,
            superseded,
            facts.Length - lifecycles.Sum(lifecycle => lifecycle.Events.Length) - repeated - superseded);
    }

    /// <summary>Sorts facts that are not known to fit together.</summary>
    public static void SortUnchecked(SubscriptionEvent[] events) => Array.Sort(events, SameInstantOrder.OfUncheckedFacts);

    /// <summary>The steps of events in their full order.</summary>
    public static LifecycleStep[] Replay(SubscriptionEvent[] events)
    {
        var steps = new List<LifecycleStep>();
        SubscriptionReplay.Run(events, steps, []);
        return [.. steps];
    }

    private static void CheckFacts(ReadOnlySpan<SubscriptionEvent> events, List<ReferenceFinding> findings)
    {
        SubscriptionEvent first = events[0];
        SubscriptionEvent? priced = null;
        PricesOfOneInstant? sameInstant = null;
        for (int i = 0; i < events.Length; i++)
        {
            SubscriptionEvent one = events[i];
            if (one.Customer != first.Customer)
            {
                findings.Add(new ReferenceFinding(FindingKind.MovedToAnotherCustomer, FormattableString.Invariant($"subscription {one.Subscription} belongs to customer {first.Customer} and to {one.Customer}"), [first, one]));
                return;
            }

            if (one is SubscriptionEvent.CancellationScheduled scheduled && scheduled.EffectiveAt < scheduled.At)
            {
                findings.Add(new ReferenceFinding(FindingKind.EndBeforeStart, FormattableString.Invariant($"subscription {one.Subscription}: the cancellation requested at {Iso(one.At)} takes effect before, at {Iso(scheduled.EffectiveAt)}"), [one]));
            }

            if (PriceOf(one) is not { } price)
            {
                continue;
            }

            if (price.Price.Problem(price.Discount) is { } problem)
            {
                findings.Add(new ReferenceFinding(KindOf(problem.Kind), FormattableString.Invariant($"subscription {one.Subscription} at {Iso(one.At)}: {problem.Message}"), [one]));
            }

            if (priced is not null && PriceOf(priced)!.Value.Price.Amount.Currency != price.Price.Amount.Currency)
            {
                findings.Add(new ReferenceFinding(FindingKind.CurrencyChanged, FormattableString.Invariant($"subscription {one.Subscription} changes from {PriceOf(priced)!.Value.Price.Amount.Currency} to {price.Price.Amount.Currency} at {Iso(one.At)}"), [priced, one]));
            }

            sameInstant = priced?.At == one.At ? sameInstant ?? PricesOfOneInstant.Of(priced) : null;
            if (sameInstant?.Add(one) is { } other)
            {
                findings.Add(new ReferenceFinding(FindingKind.TwoPricesAtOneInstant, FormattableString.Invariant($"subscription {one.Subscription} has two prices at {Iso(one.At)}, and nothing recorded tells which came last"), [other, one]));
            }

            priced = one;
        }
    }

    /// <summary>The price that an event sets, if it sets one.</summary>
    private static (RecurringPrice Price, Discount? Discount)? PriceOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => (started.Price, started.Discount),
        SubscriptionEvent.PriceChanged changed => (changed.Price, changed.Discount),
        _ => null,
    };

    private static string Iso(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static FindingKind KindOf(PriceProblem problem) => problem switch
    {
        PriceProblem.Negative => FindingKind.NegativePrice,
        PriceProblem.OtherCurrency => FindingKind.CurrencyChanged,
        PriceProblem.TooPrecise => FindingKind.PriceTooPrecise,
        _ => FindingKind.PriceOverflow,
    };

    private static LifecycleStep StepOf(Instant at, in LifeReplay life, SubscriptionEvent source) =>
        new(at, life.State, life.Price, life.Discount, life.PastDueSince, life.Pending is not null, source);
}
