using System.Runtime.InteropServices;

namespace Retention.Metrics;

/// <summary>Makes a timeline of what the subscriptions of a history pay.</summary>
internal static class HistoryRevenue
{
    public static RevenueTimeline Timeline(SubscriptionHistory history, MetricPolicy policy, bool keepsLeads = false)
    {
        var rows = new RevenueTimeline.RevenueRows { Policy = policy, History = history, Currency = OneCurrency(history) };
        var steps = new List<LifecycleStep>();
        var levels = new List<SubscriptionLevel>();
        var findings = new List<SubscriptionFinding>();
        SubscriptionEvent[] events = history.Events.ToArray();
        for (int first = 0, next; first < events.Length; first = next)
        {
            SubscriptionEvent head = events[first];
            for (next = first + 1; next < events.Length && events[next].Subscription == head.Subscription; next++)
            {
            }

            steps.Clear();
            SubscriptionReplay.Run(events.AsSpan(first, next - first), steps, findings);
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
