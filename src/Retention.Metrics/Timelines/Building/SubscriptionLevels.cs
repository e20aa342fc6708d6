using NodaTime;

namespace Retention.Metrics.Timelines.Building;

/// <summary>What a subscription pays from an instant on.</summary>
/// <param name="From">The instant, as fine as columns are.</param>
/// <param name="Annual">What it pays, in annual millionths.</param>
/// <param name="KeepsCustomer">Whether it keeps its customer though it pays nothing.</param>
internal readonly record struct SubscriptionLevel(Instant From, long Annual, bool KeepsCustomer);

/// <summary>What a subscription pays over its life, by the half of a policy that says what revenue is.</summary>
internal static class SubscriptionLevels
{
    /// <summary>Adds the levels that the steps of a life lead to, rising in time.</summary>
    public static void AddTo(List<SubscriptionLevel> levels, ReadOnlySpan<LifecycleStep> steps, MetricPolicy policy)
    {
        bool paidBefore = false;
        for (int i = 0; i < steps.Length; i++)
        {
            LifecycleStep step = steps[i];
            Instant from = Tick(step.At);
            Instant until = i + 1 < steps.Length ? Tick(steps[i + 1].At) : Tick(Instant.MaxValue);
            if (until == from)
            {
                continue; // only the state after all events of an instant exists
            }

            Instant discountEnds = Tick(step.Discount?.Until ?? Instant.MaxValue);
            Instant givenUp = Tick(GivenUpAt(step, policy));
            for (Instant at = from; at < until;)
            {
                (long annual, bool keepsCustomer) = LevelAt(step, at, discountEnds, givenUp, paidBefore, policy);
                levels.Add(new SubscriptionLevel(at, annual, keepsCustomer));
                paidBefore |= annual != 0;
                Instant next = Instant.Min(discountEnds > at ? discountEnds : until, givenUp > at ? givenUp : until);
                at = Instant.Min(next, until);
            }
        }
    }

    private static (long Annual, bool KeepsCustomer) LevelAt(LifecycleStep step, Instant at, Instant discountEnds, Instant givenUp, bool paidBefore, MetricPolicy policy)
    {
        bool called = step.CancellationPending && policy.Cancellation == CancellationRule.AtRequest;
        if (step.Price is not { } price || step.State is not (LifecycleState.Running or LifecycleState.Paused) || called || at >= givenUp)
        {
            return (0, false);
        }

        if (step.State == LifecycleState.Paused && policy.Pauses != PauseRule.KeepRevenue)
        {
            return (0, policy.Pauses == PauseRule.KeepCustomer);
        }

        Discount? running = at < discountEnds && Subtracts(step.Discount, policy) ? step.Discount : null;
        long annual = AnnualOf(step, price, running, policy);
        if (annual == 0 && running?.Until is not null && paidBefore && policy.FreeMonths == FreeMonthRule.KeepRevenue)
        {
            annual = AnnualOf(step, price, discount: null, policy);
        }

        return (annual, annual == 0 && policy.FreePlans == FreePlanRule.KeepCustomer);
    }

    private static long AnnualOf(LifecycleStep step, RecurringPrice price, Discount? discount, MetricPolicy policy)
    {
        try
        {
            return price.Annual(discount, policy);
        }
        catch (OverflowException problem)
        {
            throw new OverflowException(FormattableString.Invariant($"Subscription {step.Source.Subscription} of customer {step.Source.Customer}: {problem.Message}"), problem);
        }
    }

    private static bool Subtracts(Discount? discount, MetricPolicy policy) => policy.Discounts switch
    {
        DiscountRule.AllSubtracted => true,
        DiscountRule.OnlyForeverSubtracted => discount?.Until is null,
        _ => false,
    };

    /// <summary>The instant at which a payment has been overdue for too long; the end of time where there is none.</summary>
    public static Instant GivenUpAt(LifecycleStep step, MetricPolicy policy) =>
        policy.InvoluntaryChurnAfterDays is { } days && step.PastDueSince is { } since && Instant.MaxValue - since >= Duration.FromDays(days)
            ? since + Duration.FromDays(days)
            : Instant.MaxValue;

    /// <summary>Columns hold ticks of 100 ns; what lies closer together is one instant there.</summary>
    private static Instant Tick(Instant instant) => Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks());
}
