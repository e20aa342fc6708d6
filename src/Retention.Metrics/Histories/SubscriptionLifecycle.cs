using NodaTime;

namespace Retention.Metrics;

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

    private SubscriptionLifecycle(SubscriptionEvent[] events, LifecycleStep[] steps)
    {
        Events = events;
        this.steps = steps;
        Moments = [.. MomentsOf(steps)];
    }

    public SubscriptionId Subscription => Events[0].Subscription;

    public CustomerId Customer => Events[0].Customer;

    public SubscriptionEvent[] Events { get; }

    public ReadOnlySpan<LifecycleStep> Steps => steps;

    /// <summary>The instants at which something happened, rising.</summary>
    public IReadOnlyList<LifecycleMoment> Moments { get; }

    /// <summary>Replays the valid events of one subscription.</summary>
    public static SubscriptionLifecycle Of(ReadOnlySpan<SubscriptionEvent> events)
    {
        // The replay sorts in place; a history may be read by several threads at once.
        SubscriptionEvent[] own = events.ToArray();
        var steps = new List<LifecycleStep>(own.Length + 1);
        SubscriptionReplay.Run(own, steps, []);
        return new SubscriptionLifecycle(own, [.. steps]);
    }

    /// <summary>What happened at an instant, if anything did.</summary>
    public LifecycleMoment? MomentAt(Instant at)
    {
        foreach (LifecycleMoment moment in Moments)
        {
            if (moment.At == at)
            {
                return moment;
            }
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
