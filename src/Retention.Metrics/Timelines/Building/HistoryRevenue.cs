using System.Runtime.InteropServices;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Makes a timeline of what the subscriptions of a history pay.</summary>
internal static class HistoryRevenue
{
    public static RevenueTimeline Timeline(SubscriptionHistory history, MetricPolicy policy, bool keepsLeads = false)
    {
        var rows = new RevenueTimeline.RevenueRows { Policy = policy, History = history, Currency = OneCurrency(history) };
        CustomerLifecycles lifecycles = history.Lifecycles;
        var steps = new List<LifecycleStep>();
        var levels = new List<SubscriptionLevel>();
        for (int subscription = 0; subscription < lifecycles.SubscriptionCount; subscription++)
        {
            SubscriptionEvent head = lifecycles.EventsOf(subscription)[0];
            steps.Clear();
            lifecycles.AddSteps(subscription, steps);
            levels.Clear();
            SubscriptionLevels.AddTo(levels, CollectionsMarshal.AsSpan(steps), policy);
            rows.Take(head.Customer);
            foreach (SubscriptionLevel level in levels)
            {
                rows.Add(head.Customer, head.Subscription, level.From, level.Annual, level.KeepsCustomer);
            }
        }

        return rows.Build(RevenueAmounts.SubscriptionLevel, keepsLeads);
    }

    /// <summary>The currency of all prices, those that never came to be paid included.</summary>
    private static Currency? OneCurrency(SubscriptionHistory history)
    {
        Currency[] currencies = [.. history.Select(one => SubscriptionHistory.PriceOf(one)?.Price.Amount.Currency).OfType<Currency>().Distinct()];
        return currencies.Length switch
        {
            0 => null,
            1 => currencies[0],
            _ => throw new ArgumentException($"The history holds {string.Join(" and ", currencies.Select(currency => currency.Code).Order(StringComparer.Ordinal))}; unlike currencies add only with a source of rates.", nameof(history)),
        };
    }
}
