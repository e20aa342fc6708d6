using NodaTime;

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
    Instant At, LifecycleState State, RecurringPrice? Price, Discount? Discount, Instant? PastDueSince, bool CancellationPending, SubscriptionEvent Source);

/// <summary>What one subscription was right before an instant at which something happened, and right after all of it.</summary>
/// <param name="At">The instant.</param>
/// <param name="Before">The state before; not started, before the first.</param>
/// <param name="After">The state after the last event of the instant: the only state there ever is between events.</param>
/// <param name="Steps">Every step of the instant, in order.</param>
internal readonly record struct LifecycleMoment(Instant At, LifecycleStep Before, LifecycleStep After, ArraySegment<LifecycleStep> Steps)
{
    /// <summary>Whether an event of a kind is among the steps, whatever it led to.</summary>
    public bool Has<TEvent>()
        where TEvent : SubscriptionEvent
    {
        foreach (LifecycleStep step in Steps)
        {
            if (step.Source is TEvent)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One subscription's life, step by step.</summary>
internal sealed class SubscriptionLifecycle
{
    private readonly LifecycleStep[] steps;

    /// <summary>A lifecycle of events in their full order and the steps of their replay.</summary>
    public SubscriptionLifecycle(int number, SubscriptionEvent[] events, LifecycleStep[] steps)
    {
        Number = number;
        Events = events;
        this.steps = steps;
        Moments = [.. MomentsOf(steps)];
    }

    public SubscriptionId Subscription => Events[0].Subscription;

    public CustomerId Customer => Events[0].Customer;

    public SubscriptionEvent[] Events { get; }

    /// <summary>The number of the subscription in the columns.</summary>
    public int Number { get; }

    public ReadOnlySpan<LifecycleStep> Steps => steps;

    /// <summary>The instants at which something happened, rising.</summary>
    public IReadOnlyList<LifecycleMoment> Moments { get; }

    /// <summary>What happened at an instant, if anything did.</summary>
    public LifecycleMoment? MomentAt(Instant at)
    {
        int low = 0, high = Moments.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = Moments[middle].At.CompareTo(at);
            if (order == 0)
            {
                return Moments[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private static IEnumerable<LifecycleMoment> MomentsOf(LifecycleStep[] steps)
    {
        LifecycleStep before = default;
        for (int first = 0, next; first < steps.Length; first = next)
        {
            long ticks = steps[first].At.ToUnixTimeTicks(); // as fine as the columns are
            for (next = first + 1; next < steps.Length && steps[next].At.ToUnixTimeTicks() == ticks; next++)
            {
            }

            yield return new LifecycleMoment(Instant.FromUnixTimeTicks(ticks), before, steps[next - 1], new ArraySegment<LifecycleStep>(steps, first, next - first));
            before = steps[next - 1];
        }
    }
}
