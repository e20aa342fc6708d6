using System.Collections.Immutable;
using NodaTime;

namespace Retention.Metrics.Churn;

/// <summary>Finds what came before a customer's churn.</summary>
internal sealed class TriggerFinder(CustomerLifecycles lifecycles, RenewalCalendar renewals, TriggerWindow window)
{
    // Churns are asked for by customer: the customer of the last one is kept. Replaced as a whole, so that several threads may ask.
    private CustomerTriggers? last;

    /// <summary>The triggers within the window, each once, in order; <see cref="ChurnTrigger.None"/> alone where there is none.</summary>
    public ChurnTrigger[] Before(CustomerId customer, Instant churn)
    {
        Instant from = window.EarliestFor(churn);
        var found = new SortedSet<ChurnTrigger>();
        CustomerTriggers own = last is { } known && known.Customer == customer ? known : last = new CustomerTriggers(customer, lifecycles.Of(customer));
        foreach ((ChurnTrigger trigger, Instant[] instants) in own.Instants)
        {
            if (AnyWithin(instants, from, churn))
            {
                _ = found.Add(trigger);
            }
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

    /// <summary>Whether any of rising instants is in a range that includes both ends.</summary>
    private static bool AnyWithin(Instant[] rising, Instant from, Instant to)
    {
        int found = Array.BinarySearch(rising, from);
        int first = found >= 0 ? found : ~found;
        return first < rising.Length && rising[first] <= to;
    }

    /// <summary>The rising instants of each trigger of one customer.</summary>
    private sealed class CustomerTriggers(CustomerId customer, ImmutableArray<SubscriptionLifecycle> lifecycles)
    {
        public CustomerId Customer => customer;

        public (ChurnTrigger Trigger, Instant[] Instants)[] Instants { get; } =
        [
            (ChurnTrigger.PriceRise, [.. lifecycles.SelectMany(PriceInForce.Rises).Order()]),
            (ChurnTrigger.TrialEnd, [.. lifecycles.SelectMany(lifecycle => lifecycle.Moments).Where(EndsTrial).Select(moment => moment.At).Order()]),
            (ChurnTrigger.FailedPayment, [.. lifecycles.SelectMany(lifecycle => lifecycle.Events).OfType<SubscriptionEvent.PaymentFailed>().Select(failed => failed.At).Order()]),
        ];

        private static bool EndsTrial(LifecycleMoment moment) => moment.Before.State == LifecycleState.Trial && moment.After.State != LifecycleState.Trial;
    }
}
