using System.Collections.Immutable;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Finds, for a customer whose revenue fell to nothing, the subscription that decided it and the reason.</summary>
internal sealed class ChurnCauses(CustomerLives lives, MetricPolicy policy)
{
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
        ImmutableArray<SubscriptionCourse> courses = lives.Of(customer);
        if (courses.Length == 1)
        {
            return (courses[0].Subscription, FallOf(courses[0], at).Reason);
        }

        // Only what paid right before can have taken the revenue away; where nothing paid, what kept the customer.
        (SubscriptionCourse Course, SubscriptionLevel Before)[] all = [.. courses.Select(course => (course, LevelBefore(course, at)))];
        bool anyPaid = Array.Exists(all, one => one.Before.Annual > 0);

        // Subscriptions come by id, and the first of equals stays the first: the smallest.
        return all.Where(one => anyPaid ? one.Before.Annual > 0 : one.Before.KeepsCustomer)
            .Select(one => (one.Course.Subscription, Fall: FallOf(one.Course, at), one.Before.Annual))
            .OrderByDescending(one => (one.Fall.Stop, one.Annual))
            .Select(one => (one.Subscription, one.Fall.Reason))
            .First();
    }

    private (ChurnReason Reason, Stop Stop) FallOf(SubscriptionCourse course, Instant at)
    {
        if (course.MomentAt(at) is not { } moment)
        {
            return (ChurnReason.Involuntary, Stop.GivenUp); // nothing happened, so a payment was overdue for too long
        }

        SubscriptionEvent.CancellationScheduled? requested = null;
        foreach (LifeStep step in moment.Steps)
        {
            switch (step.Source)
            {
                case SubscriptionEvent.Ended ended when HasEnded(moment):
                    return (ended.Reason, Stop.Ended);
                case SubscriptionEvent.CancellationScheduled taken when HasEnded(moment) && step.State == LifeState.Ended:
                    return (taken.Reason, Stop.Ended);
                case SubscriptionEvent.CancellationScheduled asked:
                    requested = asked;
                    break;
                default:
                    break;
            }
        }

        bool pausedNow = policy.Pauses != PauseRule.KeepRevenue && moment.After.State == LifeState.Paused && moment.Before.State != LifeState.Paused;
        return policy.Cancellation == CancellationRule.AtRequest && moment.After.CancellationPending && requested is not null ? (requested.Reason, Stop.Ended)
            : IsGivenUp(moment.After, at) ? (ChurnReason.Involuntary, Stop.GivenUp)
            : pausedNow ? (ChurnReason.Paused, Stop.NotEnded)
            : (ChurnReason.Free, Stop.NotEnded);
    }

    private bool IsGivenUp(LifeStep step, Instant at) => SubscriptionLevels.GivenUpAt(step, policy).ToUnixTimeTicks() <= at.ToUnixTimeTicks();

    // A trial right after an end at the same instant pays no more than the end does.
    private static bool HasEnded(LifeMoment moment) => moment.After.State is LifeState.Ended or LifeState.Trial;

    private SubscriptionLevel LevelBefore(SubscriptionCourse course, Instant at)
    {
        var levels = new List<SubscriptionLevel>();
        SubscriptionLevels.AddTo(levels, course.Steps, policy);
        return levels.FindLast(level => level.From < at);
    }
}
