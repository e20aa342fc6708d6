using NodaTime;

namespace Retention.Metrics.Tests.Reference;

/// <summary>What a customer pays a year after an instant, and whether they are active though they pay nothing.</summary>
internal readonly record struct ReferenceCustomerState(decimal Level, bool ActiveAtZero)
{
    public bool Active => Level > 0m || ActiveAtZero;
}

/// <summary>Each customer's state after each instant at which something happens, under any policy, replayed from the start every time.</summary>
internal static class ReferenceCustomerStates
{
    public static Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>> Of(IEnumerable<SubscriptionEvent> events, MetricPolicy policy)
    {
        var states = new Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>>();
        foreach (IGrouping<CustomerId, SubscriptionEvent> customer in events.GroupBy(one => one.Customer))
        {
            List<List<SubscriptionEvent>> subscriptions = [.. customer.GroupBy(one => one.Subscription).Select(one => one.ToList())];
            bool paid = false;
            var own = states[customer.Key] = [];
            foreach (Instant instant in customer.SelectMany(one => InstantsOf(one, policy)).Distinct().Order())
            {
                List<(decimal Level, bool Keeps)> parts = [.. subscriptions.Select(life => After(life, instant, policy))];
                decimal level = parts.Sum(part => part.Level);
                own[instant] = new ReferenceCustomerState(level, paid && level == 0m && parts.Any(part => part.Keeps));
                paid |= level > 0m;
            }
        }

        return states;
    }

    public static IEnumerable<Instant> InstantsOf(SubscriptionEvent one, MetricPolicy policy) => one switch
    {
        SubscriptionEvent.CancellationScheduled scheduled => [one.At, scheduled.EffectiveAt],
        SubscriptionEvent.Started { Discount.Until: { } until } when until > one.At => [one.At, until],
        SubscriptionEvent.PriceChanged { Discount.Until: { } until } when until > one.At => [one.At, until],
        SubscriptionEvent.PaymentFailed when policy.InvoluntaryChurnAfterDays is { } days => [one.At, one.At + Duration.FromHours(24 * days)],
        _ => [one.At],
    };

    public static (decimal Level, bool Keeps) After(List<SubscriptionEvent> life, Instant instant, MetricPolicy policy)
    {
        ReferenceState state = ReferenceLevels.StateAfter(life, instant);
        bool givenUp = policy.InvoluntaryChurnAfterDays is { } days && state.FailedSince is { } since && since + Duration.FromHours(24 * days) <= instant;
        bool called = policy.Cancellation == CancellationRule.AtRequest && state.Planned is not null;
        if (!state.Live || state.Trial || givenUp || called)
        {
            return (0m, false);
        }

        if (state.Paused && policy.Pauses != PauseRule.KeepRevenue)
        {
            return (0m, policy.Pauses == PauseRule.KeepCustomer);
        }

        Discount? running = state.Discount is { } discount && !(discount.Until <= instant) ? discount : null;
        Discount? subtracted = policy.Discounts == DiscountRule.NoneSubtracted || (policy.Discounts == DiscountRule.OnlyForeverSubtracted && running?.Until is not null) ? null : running;
        decimal level = AnnualOf(state.Price!, subtracted, policy);
        bool freeMonth = level == 0m && subtracted?.Until is not null && policy.FreeMonths == FreeMonthRule.KeepRevenue;
        if (freeMonth && life.SelectMany(one => InstantsOf(one, policy)).Where(at => at < instant).Any(at => After(life, at, policy).Level > 0m))
        {
            level = AnnualOf(state.Price!, null, policy);
        }

        return (level, level == 0m && policy.FreePlans == FreePlanRule.KeepCustomer);
    }

    private static decimal AnnualOf(RecurringPrice price, Discount? discount, MetricPolicy policy)
    {
        decimal perYear = price.Interval.Unit switch
        {
            BillingUnit.Day => policy.DaysPerYear,
            BillingUnit.Week => policy.WeeksPerYear,
            BillingUnit.Month => 12m,
            BillingUnit.Quarter => 4m,
            _ => 1m,
        };
        decimal charge = Math.Max((price.Amount.Amount * price.Quantity) - (discount?.AmountOff?.Amount ?? 0m), 0m);
        return Math.Round(charge * (100m - (discount?.PercentOff ?? 0m)) * perYear / (100m * price.Interval.Count), 6, MidpointRounding.ToEven);
    }
}
