using NodaTime;

namespace Retention.Metrics;

/// <summary>Finds what came before a customer's churn.</summary>
internal sealed class TriggerFinder(CustomerLifecycles lives, RenewalCalendar renewals, TriggerWindow window)
{
    /// <summary>The triggers within the window, each once, in order; <see cref="ChurnTrigger.None"/> alone where there is none.</summary>
    public ChurnTrigger[] Before(CustomerId customer, Instant churn)
    {
        Instant from = window.EarliestFor(churn);
        var found = new SortedSet<ChurnTrigger>();
        foreach (SubscriptionLifecycle lifecycle in lives.Of(customer))
        {
            AddAny(found, ChurnTrigger.PriceRise, PriceInForce.Rises(lifecycle), from, churn);
            AddAny(found, ChurnTrigger.TrialEnd, lifecycle.Moments.Where(moment => moment.Before.State == LifecycleState.Trial && moment.After.State != LifecycleState.Trial).Select(moment => moment.At), from, churn);
            AddAny(found, ChurnTrigger.FailedPayment, lifecycle.Events.OfType<SubscriptionEvent.PaymentFailed>().Select(failed => failed.At), from, churn);
        }

        // The end of the range is exclusive, the window's is not; the columns are no finer than a tick.
        if (renewals.TermEnds(customer, from, Instant.Min(churn, Instant.MaxValue - Duration.FromTicks(1)) + Duration.FromTicks(1)).Any())
        {
            _ = found.Add(ChurnTrigger.Renewal);
        }

        foreach (string mark in window.MarksWithin(from, churn))
        {
            _ = found.Add(ChurnTrigger.Marked(mark));
        }

        return found.Count > 0 ? [.. found] : [ChurnTrigger.None];
    }

    private static void AddAny(SortedSet<ChurnTrigger> found, ChurnTrigger trigger, IEnumerable<Instant> instants, Instant from, Instant to)
    {
        if (instants.Any(at => at >= from && at <= to))
        {
            _ = found.Add(trigger);
        }
    }
}
