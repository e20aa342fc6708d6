using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Histories;

/// <summary>One step of a subscription's life: its state after an event, or after a scheduled cancellation took effect.</summary>
/// <param name="At">When.</param>
/// <param name="State">The state from then on.</param>
/// <param name="Price">The price from then on.</param>
/// <param name="Discount">The discount from then on.</param>
/// <param name="PastDueSince">Since when a payment is outstanding.</param>
/// <param name="CancellationPending">Whether a cancellation is requested and not in effect yet.</param>
/// <param name="Source">The event that made the step.</param>
internal readonly record struct LifecycleStep(
    Instant At, LifecycleState State, RecurringPrice? Price, Discount? Discount, Instant? PastDueSince, bool CancellationPending, SubscriptionEvent Source)
{
    public static LifecycleStep Of(Instant at, in LifecycleReplay life, SubscriptionEvent source) =>
        new(at, life.State, life.Price, life.Discount, life.PastDueSince, life.Pending is not null, source);
}

/// <summary>Runs through the events of one subscription in their one order, and says what cannot be.</summary>
internal static class SubscriptionReplay
{
    /// <summary>Puts events that are sorted by instant into their full order and lists the steps, or the findings.</summary>
    public static void Run(Span<SubscriptionEvent> events, List<LifecycleStep> steps, List<SubscriptionFinding> findings)
    {
        var life = default(LifecycleReplay);
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
                    steps.Add(LifecycleStep.Of(at, in life, one));
                    endsNow |= TakeScheduledEnd(ref life, at, revoked, steps);
                }
            }
        }

        if (life.Pending is { } last)
        {
            _ = life.End(last.EffectiveAt);
            steps.Add(LifecycleStep.Of(last.EffectiveAt, in life, last));
        }
    }

    /// <summary>Ends the subscription if a cancellation takes effect by now, unless it is revoked at this very instant.</summary>
    private static bool TakeScheduledEnd(ref LifecycleReplay life, Instant at, bool revoked, List<LifecycleStep> steps)
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
        steps.Add(LifecycleStep.Of(pending.EffectiveAt, in life, pending));
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

    private static SubscriptionFinding Explain(FindingKind wrong, SubscriptionEvent one, LifecycleState state, ReadOnlySpan<SubscriptionEvent> events)
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
        return new SubscriptionFinding(wrong, message, [one]);
    }
}
