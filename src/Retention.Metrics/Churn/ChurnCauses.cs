using System.Collections.Immutable;
using NodaTime;

namespace Retention.Metrics.Churn;

/// <summary>Finds, for a customer with revenue that fell to nothing, the subscription that decided it and the reason.</summary>
internal sealed class ChurnCauses(CustomerLifecycles lifecycles, MetricPolicy policy)
{
    private readonly SubscriptionLevels levels = new(lifecycles.Facts, policy);

    // Churns are asked for by customer: the customer of the last one is kept. Replaced as a whole, so that several threads may ask.
    private CustomerLevels? last;

    /// <summary>How a subscription stopped paying, from the weakest to the strongest: the strongest decides.</summary>
    private enum Stop
    {
        NotEnded,
        GivenUp,
        Ended,
    }

    /// <summary>The last subscription to end at the instant of the churn: the largest of them, then the smallest id.</summary>
    public (SubscriptionId Subscription, ChurnReason Reason) Of(CustomerId customer, Instant at)
    {
        CustomerLevels own = last is { } known && known.Customer == customer ? known : last = LevelsOf(customer);
        if (own.Lifecycles.Length == 1)
        {
            return (own.Lifecycles[0].Subscription, FallOf(own.Lifecycles[0], at).Reason);
        }

        // Only what paid right before can have taken the revenue away; where nothing paid, what kept the customer.
        (SubscriptionLifecycle Lifecycle, SubscriptionLevel Before)[] all = [.. own.Lifecycles.Select((lifecycle, i) => (lifecycle, LevelBefore(own.Levels[i], at)))];
        bool anyPaid = Array.Exists(all, one => one.Before.Annual > 0);

        // Subscriptions come by id, and the first of equals stays the first: the smallest.
        return all.Where(one => anyPaid ? one.Before.Annual > 0 : one.Before.KeepsCustomer)
            .Select(one => (one.Lifecycle.Subscription, Fall: FallOf(one.Lifecycle, at), one.Before.Annual))
            .OrderByDescending(one => (one.Fall.Stop, one.Annual))
            .Select(one => (one.Subscription, one.Fall.Reason))
            .First();
    }

    private (ChurnReason Reason, Stop Stop) FallOf(SubscriptionLifecycle lifecycle, Instant at)
    {
        if (lifecycle.MomentAt(at) is not { } moment)
        {
            return (ChurnReason.Involuntary, Stop.GivenUp); // nothing happened, so a payment was overdue for too long
        }

        SubscriptionEvent.CancellationScheduled? requested = null;
        foreach (LifecycleStep step in moment.Steps)
        {
            switch (step.Source)
            {
                case SubscriptionEvent.Ended ended when HasEnded(moment):
                    return (ended.Reason, Stop.Ended);
                case SubscriptionEvent.CancellationScheduled taken when HasEnded(moment) && step.State == LifecycleState.Ended:
                    return (taken.Reason, Stop.Ended);
                case SubscriptionEvent.CancellationScheduled asked:
                    requested = asked;
                    break;
                default:
                    break;
            }
        }

        bool pausedNow = policy.Pauses != PauseRule.KeepRevenue && moment.After.State == LifecycleState.Paused && moment.Before.State != LifecycleState.Paused;
        return policy.Cancellation == CancellationRule.AtRequest && moment.After.CancellationPending && requested is not null ? (requested.Reason, Stop.Ended)
            : IsGivenUp(moment.After, at) ? (ChurnReason.Involuntary, Stop.GivenUp)
            : pausedNow ? (ChurnReason.Paused, Stop.NotEnded)
            : (ChurnReason.Free, Stop.NotEnded);
    }

    private bool IsGivenUp(LifecycleStep step, Instant at) => SubscriptionLevels.GivenUpAt(step, policy).ToUnixTimeTicks() <= at.ToUnixTimeTicks();

    // A trial right after an end at the same instant pays no more than the end does.
    private static bool HasEnded(LifecycleMoment moment) => moment.After.State is LifecycleState.Ended or LifecycleState.Trial;

    private CustomerLevels LevelsOf(CustomerId customer)
    {
        ImmutableArray<SubscriptionLifecycle> own = lifecycles.Of(customer);
        return new CustomerLevels(customer, own, own.Length == 1 ? [] : [.. own.Select(LevelsOf)]);
    }

    private List<SubscriptionLevel> LevelsOf(SubscriptionLifecycle lifecycle)
    {
        var own = new List<SubscriptionLevel>();
        levels.AddTo(own, lifecycle.Number);
        return own;
    }

    /// <summary>The last of rising levels before an instant.</summary>
    private static SubscriptionLevel LevelBefore(List<SubscriptionLevel> levels, Instant at)
    {
        long ticks = at.ToUnixTimeTicks();
        int low = 0, high = levels.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = levels[middle].From < ticks ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? default : levels[low - 1];
    }

    /// <summary>The subscriptions of a customer, and the levels of each where there are several.</summary>
    private sealed record CustomerLevels(CustomerId Customer, ImmutableArray<SubscriptionLifecycle> Lifecycles, List<SubscriptionLevel>[] Levels);
}
