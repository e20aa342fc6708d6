using NodaTime;

namespace Retention.Metrics;

/// <summary>What each subscription of a history pays over time, by the half of a policy that says what revenue is.</summary>
internal static class HistoryRevenue
{
    public static RevenueTimeline Timeline(SubscriptionHistory history, MetricPolicy policy, bool keepsLeads = false)
    {
        var rows = new RevenueTimeline.RevenueRows { Policy = policy, History = history, Currency = OneCurrency(history) };
        var steps = new List<LifeStep>();
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
            rows.Take(head.Customer);
            AddLevels(rows, head, steps, policy);
        }

        return rows.Build(RevenueAmounts.SubscriptionLevel, keepsLeads);
    }

    private static void AddLevels(RevenueTimeline.RevenueRows rows, SubscriptionEvent head, List<LifeStep> steps, MetricPolicy policy)
    {
        bool paidBefore = false;
        for (int i = 0; i < steps.Count; i++)
        {
            LifeStep step = steps[i];
            Instant from = Tick(step.At);
            Instant until = i + 1 < steps.Count ? Tick(steps[i + 1].At) : Tick(Instant.MaxValue);
            if (until == from)
            {
                continue; // only the state after all events of an instant exists
            }

            Instant discountEnds = Tick(step.Discount?.Until ?? Instant.MaxValue);
            Instant givenUp = Tick(GivenUpAt(step, policy));
            for (Instant at = from; at < until;)
            {
                (RecurringRevenue revenue, bool keepsCustomer) = LevelAt(step, at, discountEnds, givenUp, paidBefore, policy);
                rows.Add(head.Customer, head.Subscription, at, (long)revenue.AnnualMillionths, keepsCustomer);
                paidBefore |= !revenue.IsZero;
                Instant next = Instant.Min(discountEnds > at ? discountEnds : until, givenUp > at ? givenUp : until);
                at = Instant.Min(next, until);
            }
        }
    }

    private static (RecurringRevenue Revenue, bool KeepsCustomer) LevelAt(LifeStep step, Instant at, Instant discountEnds, Instant givenUp, bool paidBefore, MetricPolicy policy)
    {
        if (step.Price is not { } price)
        {
            return default;
        }

        RecurringRevenue none = RecurringRevenue.Zero(price.Amount.Currency);
        bool called = step.CancellationPending && policy.Cancellation == CancellationRule.AtRequest;
        if (step.State is not (LifeState.Running or LifeState.Paused) || called || at >= givenUp)
        {
            return (none, false);
        }

        if (step.State == LifeState.Paused && policy.Pauses != PauseRule.KeepRevenue)
        {
            return (none, policy.Pauses == PauseRule.KeepCustomer);
        }

        Discount? running = at < discountEnds && Subtracts(step.Discount, policy) ? step.Discount : null;
        long annual = price.Annual(running, policy);
        if (annual == 0 && running?.Until is not null && paidBefore && policy.FreeMonths == FreeMonthRule.KeepRevenue)
        {
            annual = price.Annual(discount: null, policy);
        }

        return (new RecurringRevenue(annual, price.Amount.Currency), annual == 0 && policy.FreePlans == FreePlanRule.KeepCustomer);
    }

    private static bool Subtracts(Discount? discount, MetricPolicy policy) => policy.Discounts switch
    {
        DiscountRule.AllSubtracted => true,
        DiscountRule.OnlyForeverSubtracted => discount?.Until is null,
        _ => false,
    };

    private static Instant GivenUpAt(LifeStep step, MetricPolicy policy) =>
        policy.InvoluntaryChurnAfterDays is { } days && step.PastDueSince is { } since ? since + Duration.FromDays(days) : Instant.MaxValue;

    /// <summary>Columns hold ticks of 100 ns; what lies closer together is one instant there.</summary>
    private static Instant Tick(Instant instant) => Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks());

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
