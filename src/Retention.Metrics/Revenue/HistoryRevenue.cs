using NodaTime;

namespace Retention.Metrics;

/// <summary>What each subscription of a history pays over time, by the policy.</summary>
internal static class HistoryRevenue
{
    public static RevenueTimeline Timeline(SubscriptionHistory history)
    {
        var rows = new RevenueTimeline.RevenueRows();
        var steps = new List<LifeStep>();
        var findings = new List<SubscriptionFinding>();
        SubscriptionEvent[] events = history.Events.ToArray();
        RequireOneCurrency(events);
        for (int first = 0, next; first < events.Length; first = next)
        {
            SubscriptionEvent head = events[first];
            for (next = first + 1; next < events.Length && events[next].Subscription == head.Subscription; next++)
            {
            }

            steps.Clear();
            SubscriptionReplay.Run(events.AsSpan(first, next - first), steps, findings);
            _ = rows.NumberOf(head.Customer);
            AddLevels(rows, head, steps);
        }

        return rows.Build(RevenueColumnsBuilder.Amounts.SubscriptionLevel);
    }

    private static void AddLevels(RevenueTimeline.RevenueRows rows, SubscriptionEvent head, List<LifeStep> steps)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            LifeStep step = steps[i];
            Instant? until = i + 1 < steps.Count ? steps[i + 1].At : null;
            if (until == step.At)
            {
                continue; // only the state after all events of an instant exists
            }

            Currency currency = step.Price?.Amount.Currency ?? Currency.None;
            if (step.State != LifeState.Running)
            {
                rows.Add(head.Customer, head.Subscription, step.At, 0);
                continue;
            }

            Discount? discount = step.Discount?.Until <= step.At ? null : step.Discount;
            rows.Add(head.Customer, head.Subscription, step.At, rows.Accept(head.Customer, new RecurringRevenue(step.Price!.Annual(discount), currency)));
            if (discount?.Until is { } expires && (until is null || expires < until))
            {
                rows.Add(head.Customer, head.Subscription, expires, step.Price.Annual(discount: null));
            }
        }
    }

    private static void RequireOneCurrency(SubscriptionEvent[] events)
    {
        Currency[] currencies = [.. events.Select(one => (one as SubscriptionEvent.Started)?.Price.Amount.Currency ?? (one as SubscriptionEvent.PriceChanged)?.Price.Amount.Currency).OfType<Currency>().Distinct()];
        if (currencies.Length > 1)
        {
            throw new ArgumentException($"The history holds {string.Join(" and ", currencies.Select(currency => currency.Code).Order(StringComparer.Ordinal))}; unlike currencies add only with a source of rates.", nameof(events));
        }
    }
}
