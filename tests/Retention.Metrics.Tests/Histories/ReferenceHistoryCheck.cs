using System.Runtime.InteropServices;
using NodaTime;
using NodaTime.Text;
using Priced = (Retention.Metrics.RecurringPrice Price, Retention.Metrics.Discount? Discount);

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
internal sealed record ReferenceHistoryCheck(ReferenceLifecycle[] Lifecycles, ReferenceFinding[] Findings, int Repeated, int Superseded, int Refused)
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

    /// <summary>Of facts that share an id: which one holds, which only repeat it, and which contradict each other.</summary>
    private static class LatestRecorded
    {
        /// <summary>Splits facts with ids into those that hold and those that conflict; the rest repeat or were superseded.</summary>
        public static (List<TFact> Holding, List<TFact[]> Conflicts, int Repeated, int Superseded) Resolve<TFact>(
            IEnumerable<TFact> facts, Func<TFact, string?> idOf, Func<TFact, Instant?> recordedAt, Func<TFact, TFact> withoutRecorded)
            where TFact : class
        {
            var holding = new List<TFact>();
            var conflicts = new List<TFact[]>();
            int repeated = 0, superseded = 0;
            var versions = new Dictionary<string, List<TFact>>(StringComparer.Ordinal);
            foreach (TFact fact in facts)
            {
                if (idOf(fact) is not { } id)
                {
                    holding.Add(fact);
                }
                else if (versions.TryGetValue(id, out List<TFact>? same))
                {
                    same.Add(fact);
                }
                else
                {
                    versions.Add(id, [fact]);
                }
            }

            foreach (List<TFact> same in versions.Values)
            {
                if (same.Count == 1)
                {
                    holding.Add(same[0]);
                    continue;
                }

                TFact latest = same[0];
                foreach (TFact other in same)
                {
                    latest = Nullable.Compare(recordedAt(other), recordedAt(latest)) > 0 ? other : latest;
                }

                TFact content = withoutRecorded(latest);
                TFact[] contrary = [.. same.Where(fact => !withoutRecorded(fact).Equals(content) && !(recordedAt(fact) < recordedAt(latest)))];
                if (contrary.Length > 0)
                {
                    conflicts.Add([.. same]);
                    continue;
                }

                holding.Add(latest);
                int alike = same.Count(fact => withoutRecorded(fact).Equals(content)) - 1;
                repeated += alike;
                superseded += same.Count - 1 - alike;
            }

            return (holding, conflicts, repeated, superseded);
        }
    }

    /// <summary>The order of events of one subscription at one instant: by recorded instant where all have one, else by kind.</summary>
    private sealed class SameInstantOrder : IComparer<SubscriptionEvent>
    {
        /// <summary>An order of facts not yet known to fit together: by subscription, instant, customer and content.</summary>
        public static readonly Comparison<SubscriptionEvent> OfUncheckedFacts = CompareUnchecked;

        private static readonly SameInstantOrder OfContent = new(wasLive: true, endsAtOnce: true, byRecorded: false);

        private readonly bool wasLive;
        private readonly bool endsAtOnce;
        private readonly bool byRecorded;

        private SameInstantOrder(bool wasLive, bool endsAtOnce, bool byRecorded)
        {
            this.wasLive = wasLive;
            this.endsAtOnce = endsAtOnce;
            this.byRecorded = byRecorded;
        }

        /// <summary>Sorts events of one instant.</summary>
        /// <param name="sameInstant">The events.</param>
        /// <param name="wasLive">Whether the subscription was live before.</param>
        /// <param name="endsAtOnce">Whether a cancellation that takes effect when it is requested is an end like any other: nothing revokes it.</param>
        public static void Sort(Span<SubscriptionEvent> sameInstant, bool wasLive, bool endsAtOnce)
        {
            if (sameInstant.Length > 1)
            {
                bool allRecorded = true;
                foreach (SubscriptionEvent one in sameInstant)
                {
                    allRecorded &= one.RecordedAt is not null;
                }

                sameInstant.Sort(new SameInstantOrder(wasLive, endsAtOnce, allRecorded));
            }
        }

        public int Compare(SubscriptionEvent? x, SubscriptionEvent? y)
        {
            ArgumentNullException.ThrowIfNull(x);
            ArgumentNullException.ThrowIfNull(y);
            int order = byRecorded ? x.RecordedAt!.Value.CompareTo(y.RecordedAt!.Value) : 0;
            order = order != 0 ? order : Rank(x).CompareTo(Rank(y));
            order = order != 0 ? order : Nullable.Compare(x.RecordedAt, y.RecordedAt);
            order = order != 0 ? order : string.CompareOrdinal(x.EventId, y.EventId);
            return order != 0 ? order : CompareContent(x, y);
        }

        private static int CompareUnchecked(SubscriptionEvent x, SubscriptionEvent y)
        {
            int order = x.Subscription.CompareTo(y.Subscription);
            order = order != 0 ? order : x.At.CompareTo(y.At);
            order = order != 0 ? order : x.Customer.CompareTo(y.Customer);
            return order != 0 ? order : OfContent.Compare(x, y);
        }

        private int Rank(SubscriptionEvent one) => one switch
        {
            SubscriptionEvent.CancellationScheduled scheduled when endsAtOnce && scheduled.EffectiveAt == scheduled.At => wasLive ? -1 : 9,
            SubscriptionEvent.Ended => wasLive ? 0 : 10,
            SubscriptionEvent.TrialStarted => 1,
            SubscriptionEvent.Started or SubscriptionEvent.Resumed => 2,
            SubscriptionEvent.PriceChanged => 3,
            SubscriptionEvent.Paused => 4,
            SubscriptionEvent.PaymentFailed => 5,
            SubscriptionEvent.PaymentRecovered => 6,
            SubscriptionEvent.CancellationScheduled => 7,
            _ => 8,
        };

        // Only so that any order of input gives one history; events that are alike so far change nothing by their order or are findings.
        private static int CompareContent(SubscriptionEvent x, SubscriptionEvent y) => (x, y) switch
        {
            (SubscriptionEvent.CancellationScheduled a, SubscriptionEvent.CancellationScheduled b) =>
                a.EffectiveAt != b.EffectiveAt ? a.EffectiveAt.CompareTo(b.EffectiveAt) : CompareReasons(a.Reason, b.Reason),
            (SubscriptionEvent.Ended a, SubscriptionEvent.Ended b) => CompareReasons(a.Reason, b.Reason),
            (SubscriptionEvent.Started, SubscriptionEvent.Resumed) => -1,
            (SubscriptionEvent.Resumed, SubscriptionEvent.Started) => 1,
            (SubscriptionEvent.Started a, SubscriptionEvent.Started b) => ComparePrices(a.Price, a.Discount, b.Price, b.Discount),
            (SubscriptionEvent.PriceChanged a, SubscriptionEvent.PriceChanged b) => ComparePrices(a.Price, a.Discount, b.Price, b.Discount),
            _ => 0,
        };

        private static int CompareReasons(ChurnReason x, ChurnReason y)
        {
            int order = string.CompareOrdinal(x.Code, y.Code);
            return order != 0 ? order : x.Kind.CompareTo(y.Kind);
        }

        private static int ComparePrices(RecurringPrice x, Discount? xOff, RecurringPrice y, Discount? yOff)
        {
            int order = string.CompareOrdinal(x.Amount.Currency.Code, y.Amount.Currency.Code);
            order = order != 0 ? order : (x.Amount.Amount, x.Interval.Unit, x.Interval.Count, x.Quantity).CompareTo((y.Amount.Amount, y.Interval.Unit, y.Interval.Count, y.Quantity));
            order = order != 0 ? order : (xOff?.PercentOff, xOff?.AmountOff?.Amount, xOff?.Until).CompareTo((yOff?.PercentOff, yOff?.AmountOff?.Amount, yOff?.Until));
            return order != 0 ? order : string.CompareOrdinal(xOff?.AmountOff?.Currency.Code, yOff?.AmountOff?.Currency.Code);
        }
    }

    /// <summary>The state of one subscription after some of its events, and which events may come next.</summary>
    private struct LifeReplay
    {
        public LifecycleState State;
        public RecurringPrice? Price;
        public Discount? Discount;
        public SubscriptionEvent.CancellationScheduled? Pending;

        /// <summary>Since when a payment is outstanding: the first failure not made good since.</summary>
        public Instant? PastDueSince;

        /// <summary>When a scheduled cancellation ended it, while it has not started again.</summary>
        public Instant? EndedAsScheduledAt;

        /// <summary>How long after a scheduled cancellation took effect an end still confirms it.</summary>
        private static readonly Duration Confirmation = Duration.FromHours(24);

        public readonly bool IsLive => State is LifecycleState.Trial or LifecycleState.Running or LifecycleState.Paused;

        /// <summary>Whether an event is true of a subscription that has ended, and changes nothing: an end that confirms the scheduled one, or a payment.</summary>
        public readonly bool IsAfterword(SubscriptionEvent next) => State == LifecycleState.Ended && next switch
        {
            SubscriptionEvent.Ended ended => EndedAsScheduledAt is { } scheduled && ended.At - scheduled <= Confirmation,
            SubscriptionEvent.PaymentFailed or SubscriptionEvent.PaymentRecovered => true,
            _ => false,
        };

        /// <summary>Applies an event, or says why it cannot come now and changes nothing.</summary>
        public FindingKind? Apply(SubscriptionEvent next)
        {
            switch (next)
            {
                case SubscriptionEvent.TrialStarted:
                    return IsLive ? FindingKind.StartedWhileLive : Become(LifecycleState.Trial);

                case SubscriptionEvent.Started started:
                    if (State is LifecycleState.Running or LifecycleState.Paused)
                    {
                        return FindingKind.StartedWhileLive;
                    }

                    (Price, Discount) = (started.Price, started.Discount);
                    return Become(LifecycleState.Running);

                case SubscriptionEvent.PriceChanged changed:
                    if (!IsLive)
                    {
                        return FindingKind.ChangedWhileNotLive;
                    }

                    (Price, Discount) = (changed.Price, changed.Discount);
                    return null;

                case SubscriptionEvent.Paused:
                    return State == LifecycleState.Running ? Become(LifecycleState.Paused) : NotNow(FindingKind.PausedOrResumedOutOfTurn);

                case SubscriptionEvent.Resumed:
                    return State == LifecycleState.Paused ? Become(LifecycleState.Running) : NotNow(FindingKind.PausedOrResumedOutOfTurn);

                case SubscriptionEvent.CancellationScheduled scheduled:
                    if (!IsLive)
                    {
                        return FindingKind.ChangedWhileNotLive;
                    }

                    Pending = scheduled;
                    return null;

                case SubscriptionEvent.CancellationRevoked:
                    if (!IsLive || Pending is null)
                    {
                        return NotNow(FindingKind.RevokedWithoutCancellation);
                    }

                    Pending = null;
                    return null;

                case SubscriptionEvent.Ended:
                    return IsLive ? End() : FindingKind.EndedWhileNotLive;

                case SubscriptionEvent.PaymentFailed failed:
                    PastDueSince ??= IsLive ? failed.At : null;
                    return IsLive ? null : FindingKind.ChangedWhileNotLive;

                default:
                    PastDueSince = null;
                    return IsLive ? null : FindingKind.ChangedWhileNotLive;
            }
        }

        /// <summary>Ends it by an event, or as a cancellation was scheduled.</summary>
        public FindingKind? End(Instant? asScheduledAt = null)
        {
            Pending = null;
            PastDueSince = null;
            _ = Become(LifecycleState.Ended);
            EndedAsScheduledAt = asScheduledAt;
            return null;
        }

        private readonly FindingKind NotNow(FindingKind whileLive) => IsLive ? whileLive : FindingKind.ChangedWhileNotLive;

        private FindingKind? Become(LifecycleState state)
        {
            State = state;
            EndedAsScheduledAt = null;
            return null;
        }
    }

    /// <summary>Runs through the events of one subscription in their one order, and says what cannot be.</summary>
    private static class SubscriptionReplay
    {
        /// <summary>Puts events that are sorted by instant into their full order and lists the steps, or the findings.</summary>
        public static void Run(Span<SubscriptionEvent> events, List<LifecycleStep> steps, List<ReferenceFinding> findings)
        {
            var life = default(LifeReplay);
            for (int first = 0, next; first < events.Length; first = next)
            {
                Instant at = events[first].At;
                for (next = first + 1; next < events.Length && events[next].At == at; next++)
                {
                }

                Span<SubscriptionEvent> together = events[first..next];
                bool revoked = Contains<SubscriptionEvent.CancellationRevoked>(together);
                bool endsNow = TakeScheduledEnd(ref life, at, revoked, steps);
                SameInstantOrder.Sort(together, wasLive: life.IsLive || endsNow, endsAtOnce: !revoked);
                foreach (SubscriptionEvent one in together)
                {
                    if (life.IsAfterword(one) || (endsNow && one is SubscriptionEvent.Ended && life.State == LifecycleState.Ended))
                    {
                        continue; // it ends here anyway, or has ended
                    }

                    if (life.Apply(one) is { } wrong)
                    {
                        findings.Add(Explain(wrong, one, life.State, events));
                    }
                    else
                    {
                        steps.Add(StepOf(at, in life, one));
                        endsNow |= TakeScheduledEnd(ref life, at, revoked, steps);
                    }
                }
            }

            if (life.Pending is { } last)
            {
                _ = life.End(last.EffectiveAt);
                steps.Add(StepOf(last.EffectiveAt, in life, last));
            }
        }

        /// <summary>Ends the subscription if a cancellation takes effect by now, unless it is revoked at this very instant.</summary>
        private static bool TakeScheduledEnd(ref LifeReplay life, Instant at, bool revoked, List<LifecycleStep> steps)
        {
            if (life.Pending is not { } pending || pending.EffectiveAt > at)
            {
                return false;
            }

            bool now = pending.EffectiveAt == at;
            if (now && revoked)
            {
                return false;
            }

            _ = life.End(pending.EffectiveAt);
            steps.Add(StepOf(pending.EffectiveAt, in life, pending));
            return now;
        }

        private static bool Contains<TEvent>(Span<SubscriptionEvent> events)
        {
            foreach (SubscriptionEvent one in events)
            {
                if (one is TEvent)
                {
                    return true;
                }
            }

            return false;
        }

        private static ReferenceFinding Explain(FindingKind wrong, SubscriptionEvent one, LifecycleState state, ReadOnlySpan<SubscriptionEvent> events)
        {
            if (wrong == FindingKind.EndedWhileNotLive && state == LifecycleState.NotStarted && events[^1].At > one.At)
            {
                wrong = FindingKind.EndBeforeStart;
            }

            string when = InstantPattern.ExtendedIso.Format(one.At);
            string what = one.GetType().Name;
            string message = wrong switch
            {
                FindingKind.EndBeforeStart => FormattableString.Invariant($"subscription {one.Subscription} ends at {when}, before it starts"),
                FindingKind.StartedWhileLive => FormattableString.Invariant($"subscription {one.Subscription}: {what} at {when}, but it is live already ({state})"),
                FindingKind.RevokedWithoutCancellation => FormattableString.Invariant($"subscription {one.Subscription}: {what} at {when}, but no cancellation is pending"),
                _ => FormattableString.Invariant($"subscription {one.Subscription}: {what} at {when}, but it is {state}"),
            };
            return new ReferenceFinding(wrong, message, [one]);
        }
    }

    /// <summary>The priced events of one subscription at one instant, and which of them disagree without a recorded instant that decides which is the last.</summary>
    /// <remarks>Linear in the events: of any number of equal prices only the first is kept.</remarks>
    private sealed class PricesOfOneInstant
    {
        private readonly Dictionary<Instant, FirstOfTwoPrices> recorded = [];
        private FirstOfTwoPrices all, unrecorded;
        private int count;

        public static PricesOfOneInstant Of(SubscriptionEvent first)
        {
            var prices = new PricesOfOneInstant();
            _ = prices.Add(first);
            return prices;
        }

        /// <summary>Adds an event that sets a price.</summary>
        /// <returns>The first event added before with another price, where both were recorded at the same instant or one of them was not recorded.</returns>
        public SubscriptionEvent? Add(SubscriptionEvent one)
        {
            var entry = new Entry(count++, one, PriceOf(one)!.Value);
            Entry? other;
            if (one.RecordedAt is { } known)
            {
                FirstOfTwoPrices same = recorded.GetValueOrDefault(known);
                other = Earlier(unrecorded.Unlike(entry.Price), same.Unlike(entry.Price));
                recorded[known] = same.With(entry);
            }
            else
            {
                other = all.Unlike(entry.Price);
                unrecorded = unrecorded.With(entry);
            }

            all = all.With(entry);
            return other?.Event;
        }

        private static Entry? Earlier(Entry? x, Entry? y) => x is null || y?.Position < x.Position ? y : x;

        private sealed record Entry(int Position, SubscriptionEvent Event, Priced Price);

        /// <summary>The first event, and the first with another price than that one: whatever the price of a later event, it differs from one of the two or from none.</summary>
        private readonly record struct FirstOfTwoPrices(Entry? First, Entry? Second)
        {
            public Entry? Unlike(Priced price) => First?.Price != price ? First : Second;

            public FirstOfTwoPrices With(Entry next) =>
                First is null ? new(next, null)
                : Second is null && First.Price != next.Price ? this with { Second = next }
                : this;
        }
    }
}
