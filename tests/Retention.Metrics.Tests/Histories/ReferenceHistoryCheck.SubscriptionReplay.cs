using NodaTime;
using NodaTime.Text;
using Priced = (Retention.Metrics.RecurringPrice Price, Retention.Metrics.Discount? Discount);

namespace Retention.Metrics.Tests.Histories;

internal sealed partial record ReferenceHistoryCheck
{
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
