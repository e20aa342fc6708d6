using NodaTime;

namespace Retention.Metrics.Revenue.Customers;

/// <summary>What is known at an instant of the subscriptions of each customer.</summary>
internal sealed class ScheduledCustomers
{
    private readonly CustomerLifecycles known;
    private readonly SubscriptionLevels levels;
    private readonly Instant instant;
    private readonly DateTimeZone zone;

    public ScheduledCustomers(SubscriptionHistory history, MetricPolicy policy, Instant instant, DateTimeZone zone)
    {
        known = history.AsKnownByEndOf(instant, ExecutionOptions.Default).History.Lifecycles;
        levels = new SubscriptionLevels(known.Facts, policy);
        this.instant = instant;
        this.zone = zone;
    }

    /// <summary>What is known of a customer; nothing where no subscription of theirs is.</summary>
    public ScheduledChanges Of(CustomerId customer, Currency currency)
    {
        int subscriptions = 0;
        Instant? renewal = null, end = null;
        long atRisk = 0;
        foreach (SubscriptionLifecycle subscription in known.Of(customer))
        {
            long mrr = LevelOf(subscription);
            if (mrr == 0)
            {
                continue;
            }

            subscriptions++;
            if (EndOf(subscription) is { } ends)
            {
                end = end < ends ? end : ends;
                atRisk = checked(atRisk + mrr);
            }

            if (RenewalOf(subscription) is { } renews)
            {
                renewal = renewal < renews ? renewal : renews;
            }
        }

        return new ScheduledChanges { Subscriptions = subscriptions, NextRenewal = renewal, ScheduledEnd = end, AtRiskMrr = new RecurringRevenue(atRisk, currency) };
    }

    private long LevelOf(SubscriptionLifecycle subscription)
    {
        var own = new List<SubscriptionLevel>();
        levels.AddTo(own, subscription.Number);
        long ticks = instant.ToUnixTimeTicks();
        return own.FindLast(level => level.From < ticks).Annual;
    }

    private Instant? EndOf(SubscriptionLifecycle subscription)
    {
        foreach (LifecycleMoment moment in subscription.Moments)
        {
            if (moment.At >= instant && moment.After.State == LifecycleState.Ended)
            {
                return moment.At;
            }
        }

        return null;
    }

    /// <summary>The first end of a term at the instant or later that is renewed.</summary>
    private Instant? RenewalOf(SubscriptionLifecycle subscription)
    {
        foreach (RenewalTerms terms in RenewalTerms.Of(subscription))
        {
            if (terms.Until < instant)
            {
                continue;
            }

            foreach (Instant at in terms.Boundaries(zone, instant, Instant.MaxValue))
            {
                if (!(at > terms.Until) && (at != terms.Until || terms.Continues))
                {
                    return at;
                }

                if (at >= terms.Until)
                {
                    break;
                }
            }
        }

        return null;
    }
}
