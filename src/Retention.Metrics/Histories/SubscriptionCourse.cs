using NodaTime;

namespace Retention.Metrics;

/// <summary>What one subscription was right before an instant at which something happened, and right after all of it.</summary>
/// <param name="At">The instant.</param>
/// <param name="Before">The state before; not started, before the first.</param>
/// <param name="After">The state after the last event of the instant: the only state there ever is between events.</param>
/// <param name="Steps">Every step of the instant, in order.</param>
internal readonly record struct LifeMoment(Instant At, LifeStep Before, LifeStep After, ArraySegment<LifeStep> Steps)
{
    /// <summary>Whether an event of a kind is among the steps, whatever it led to.</summary>
    public bool Has<TEvent>()
        where TEvent : SubscriptionEvent
    {
        foreach (LifeStep step in Steps)
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
internal sealed class SubscriptionCourse
{
    private readonly LifeStep[] steps;

    private SubscriptionCourse(SubscriptionEvent[] events, LifeStep[] steps)
    {
        Events = events;
        this.steps = steps;
        Moments = [.. MomentsOf(steps)];
    }

    public SubscriptionId Subscription => Events[0].Subscription;

    public CustomerId Customer => Events[0].Customer;

    public SubscriptionEvent[] Events { get; }

    public ReadOnlySpan<LifeStep> Steps => steps;

    /// <summary>The instants at which something happened, rising.</summary>
    public IReadOnlyList<LifeMoment> Moments { get; }

    /// <summary>Replays the sound events of one subscription.</summary>
    public static SubscriptionCourse Of(ReadOnlySpan<SubscriptionEvent> events)
    {
        // The replay sorts in place; a history may be read by several threads at once.
        SubscriptionEvent[] own = events.ToArray();
        var steps = new List<LifeStep>(own.Length + 1);
        SubscriptionReplay.Run(own, steps, []);
        return new SubscriptionCourse(own, [.. steps]);
    }

    /// <summary>What happened at an instant, if anything did.</summary>
    public LifeMoment? MomentAt(Instant at)
    {
        foreach (LifeMoment moment in Moments)
        {
            if (moment.At == at)
            {
                return moment;
            }
        }

        return null;
    }

    private static IEnumerable<LifeMoment> MomentsOf(LifeStep[] steps)
    {
        LifeStep before = default;
        for (int first = 0, next; first < steps.Length; first = next)
        {
            long ticks = steps[first].At.ToUnixTimeTicks(); // as fine as the columns are
            for (next = first + 1; next < steps.Length && steps[next].At.ToUnixTimeTicks() == ticks; next++)
            {
            }

            yield return new LifeMoment(Instant.FromUnixTimeTicks(ticks), before, steps[next - 1], new ArraySegment<LifeStep>(steps, first, next - first));
            before = steps[next - 1];
        }
    }
}
