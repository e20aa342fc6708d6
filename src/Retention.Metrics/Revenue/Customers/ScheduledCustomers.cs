using NodaTime;

namespace Retention.Metrics.Revenue.Customers;

/// <summary>What is known at an instant of the subscriptions of each customer.</summary>
internal sealed class ScheduledCustomers
{
    private readonly CustomerLifecycles known;
    private readonly SubscriptionLevels levels;
    private readonly FactPrices prices;
    private readonly Instant instant;
    private readonly DateTimeZone zone;

    public ScheduledCustomers(SubscriptionHistory history, MetricPolicy policy, Instant instant, DateTimeZone zone)
    {
        known = history.AsKnownByEndOf(instant, ExecutionOptions.Default).History.Lifecycles;
        levels = new SubscriptionLevels(known.Facts, policy);
        prices = known.Facts.Tables.Prices;
        this.instant = instant;
        this.zone = zone;
    }

    /// <summary>What is known of a customer; nothing where no subscription of theirs is.</summary>
    public ScheduledChanges Of(CustomerId customer, Currency currency)
    {
        int subscriptions = 0;
        Instant? renewal = null, end = null;
        long atRisk = 0;
        var products = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SubscriptionLifecycle subscription in known.Of(customer))
        {
            SubscriptionLevel level = LevelOf(subscription);
            long mrr = level.Annual;
            if (mrr == 0)
            {
                continue;
            }

            subscriptions++;
            if (prices.ProductOf(level.Price) is > 0 and int product)
            {
                _ = products.Add(prices.Products[product - 1]);
            }

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

        return new ScheduledChanges { Subscriptions = subscriptions, Products = [.. products], NextRenewal = renewal, ScheduledEnd = end, AtRiskMrr = new RecurringRevenue(atRisk, currency) };
    }

    private SubscriptionLevel LevelOf(SubscriptionLifecycle subscription)
    {
        var own = new List<SubscriptionLevel>();
        levels.AddTo(own, subscription.Number);
        long ticks = instant.ToUnixTimeTicks();
        return own.FindLast(level => level.From < ticks);
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
