using NodaTime;

namespace Retention.Metrics.Histories;

/// <summary>A step of a subscription as a history keeps it: what does not follow from the events and the steps before.</summary>
/// <param name="Source">The index of the event that made the step, among the events of the subscription.</param>
/// <param name="State">The state from then on.</param>
/// <param name="IsPastDue">Whether a payment is outstanding.</param>
/// <param name="CancellationPending">Whether a cancellation is requested and not in effect yet.</param>
/// <param name="TakesEffect">Whether a scheduled cancellation takes effect: the step is at its effective instant.</param>
internal readonly record struct ReplayedStep(int Source, LifecycleState State, bool IsPastDue, bool CancellationPending, bool TakesEffect)
{
    /// <summary>Adds the compact form of steps, which a replay has made of events in their full order.</summary>
    public static void Compact(ReadOnlySpan<LifecycleStep> steps, ReadOnlySpan<SubscriptionEvent> events, List<ReplayedStep> compact)
    {
        int next = 0, pending = 0;
        foreach (LifecycleStep step in steps)
        {
            // Sources rise with the steps, but for a cancellation that takes effect: that is the last one requested.
            bool requests = step.Source is SubscriptionEvent.CancellationScheduled, takesEffect = requests && step.State == LifecycleState.Ended;
            int source = takesEffect ? pending : next;
            while (!ReferenceEquals(events[source], step.Source))
            {
                source++;
            }

            next = takesEffect ? next : source + 1;
            pending = requests ? source : pending;
            compact.Add(new ReplayedStep(source, step.State, step.PastDueSince is not null, step.CancellationPending, takesEffect));
        }
    }

    /// <summary>Adds the full form of compact steps.</summary>
    public static void Expand(ReadOnlySpan<ReplayedStep> compact, ReadOnlySpan<SubscriptionEvent> events, List<LifecycleStep> steps)
    {
        (RecurringPrice? price, Discount? discount) = (null, null);
        Instant? pastDueSince = null;
        foreach (ReplayedStep step in compact)
        {
            SubscriptionEvent source = events[step.Source];
            if (!step.TakesEffect && SubscriptionHistory.PriceOf(source) is { } set)
            {
                (price, discount) = set;
            }

            pastDueSince = step.IsPastDue ? pastDueSince ?? source.At : null;
            Instant at = step.TakesEffect ? ((SubscriptionEvent.CancellationScheduled)source).EffectiveAt : source.At;
            steps.Add(new LifecycleStep(at, step.State, price, discount, pastDueSince, step.CancellationPending, source));
        }
    }
}
