using NodaTime;

namespace Retention.Metrics.Histories;

/// <summary>What a subscription charges a year at a step of its life, and when one unit of it got dearer.</summary>
/// <remarks>What the customer is charged does not depend on what a policy calls revenue: discounts count, and a week is a week.</remarks>
internal static class PriceInForce
{
    /// <summary>Annual millionths right after an instant: a discount that ends at it is over.</summary>
    public static long AnnualFrom(this LifecycleStep step, Instant at) =>
        step.Price?.Annual(step.Discount?.Until <= at ? null : step.Discount, MetricPolicy.Default) ?? 0;

    /// <summary>Annual millionths right before an instant: a discount that ends at it still runs.</summary>
    public static long AnnualUpTo(this LifecycleStep step, Instant at) =>
        step.Price?.Annual(step.Discount?.Until < at ? null : step.Discount, MetricPolicy.Default) ?? 0;

    /// <summary>Whether the subscription has a price it charges, or would charge but for a pause.</summary>
    public static bool IsPriced(this LifecycleStep step) => step.State is LifecycleState.Running or LifecycleState.Paused;

    /// <summary>Instants at which what one unit costs a year rose, discounts subtracted: another price, or the end of a discount.</summary>
    public static IEnumerable<Instant> Rises(SubscriptionLifecycle lifecycle)
    {
        for (int i = 0; i < lifecycle.Moments.Count; i++)
        {
            LifecycleMoment moment = lifecycle.Moments[i];
            if (moment.Before.IsPriced() && moment.After.IsPriced() && RisesAt(moment))
            {
                yield return moment.At;
            }

            bool isLast = i + 1 == lifecycle.Moments.Count;
            if (moment.After.IsPriced() && moment.After.Discount?.Until is { } expires && expires > moment.At
                && (isLast || expires < lifecycle.Moments[i + 1].At)
                && moment.After.AnnualFrom(expires) > moment.After.AnnualUpTo(expires))
            {
                yield return expires;
            }
        }
    }

    private static bool RisesAt(LifecycleMoment moment)
    {
        RecurringPrice before = moment.Before.Price!, after = moment.After.Price!;
        if (before with { Quantity = after.Quantity, Product = after.Product } == after && moment.Before.Discount == moment.After.Discount && !(moment.After.Discount?.Until == moment.At))
        {
            return false; // more or fewer seats, or another product, at the same price; an amount off would otherwise look like a rise
        }

        // 64 bits times 31 bits fit into 128.
        return (Int128)moment.Before.AnnualUpTo(moment.At) * after.Quantity < (Int128)moment.After.AnnualFrom(moment.At) * before.Quantity;
    }
}
