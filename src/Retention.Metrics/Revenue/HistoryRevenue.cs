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
        Currency currency = OneCurrency(events);
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

        return rows.Build(RevenueColumnsBuilder.Amounts.SubscriptionLevel, currency);
    }

    private static void AddLevels(RevenueTimeline.RevenueRows rows, SubscriptionEvent head, List<LifeStep> steps)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            LifeStep step = steps[i];
            Instant? until = i + 1 < steps.Count ? steps[i + 1].At : null;
            if (until is { } next && SameTick(next, step.At))
            {
                continue; // only the state after all events of an instant exists
            }

            if (step.State != LifeState.Running)
            {
                rows.Add(head.Customer, head.Subscription, step.At, 0);
                continue;
            }

            Discount? discount = step.Discount?.Until is { } over && (over <= step.At || SameTick(over, step.At)) ? null : step.Discount;
            rows.Add(head.Customer, head.Subscription, step.At, step.Price!.Annual(discount));
            if (discount?.Until is { } expires && !(expires >= until || (until is { } end && SameTick(expires, end))))
            {
                rows.Add(head.Customer, head.Subscription, expires, step.Price.Annual(discount: null));
            }
        }
    }

    /// <summary>Columns hold ticks of 100 ns; what lies closer together is one instant there.</summary>
    private static bool SameTick(Instant x, Instant y) => x.ToUnixTimeTicks() == y.ToUnixTimeTicks();

    /// <summary>The currency of all prices, those that never came to be paid included.</summary>
    private static Currency OneCurrency(SubscriptionEvent[] events)
    {
        Currency[] currencies = [.. events.Select(one => (one as SubscriptionEvent.Started)?.Price.Amount.Currency ?? (one as SubscriptionEvent.PriceChanged)?.Price.Amount.Currency).OfType<Currency>().Distinct()];
        return currencies.Length <= 1
            ? currencies.FirstOrDefault()
            : throw new ArgumentException($"The history holds {string.Join(" and ", currencies.Select(currency => currency.Code).Order(StringComparer.Ordinal))}; unlike currencies add only with a source of rates.", nameof(events));
    }
}
