using System.Runtime.InteropServices;
using NodaTime;

namespace Retention.Metrics.Timelines.Building;

/// <summary>What a subscription pays from an instant on.</summary>
/// <param name="From">The instant in ticks, as fine as columns are.</param>
/// <param name="Annual">What it pays, in annual millionths.</param>
/// <param name="KeepsCustomer">Whether it keeps its customer though it pays nothing.</param>
/// <param name="Price">The number of the price in force, or −1.</param>
internal readonly record struct SubscriptionLevel(long From, long Annual, bool KeepsCustomer, int Price);

/// <summary>What subscriptions pay over their lives, by the half of a policy that says what revenue is.</summary>
/// <param name="facts">The facts of the subscriptions.</param>
/// <param name="policy">The policy.</param>
internal sealed class SubscriptionLevels(CheckedFacts facts, MetricPolicy policy)
{
    private static readonly long LastTick = Instant.MaxValue.ToUnixTimeTicks();

    private readonly PolicyPrices prices = new(facts.Tables.Prices, policy);

    /// <summary>The facts of the subscriptions.</summary>
    public CheckedFacts Facts => facts;

    /// <summary>Adds the levels that the steps of a subscription lead to, rising in time.</summary>
    /// <exception cref="OverflowException">A price does not fit under the policy.</exception>
    public void AddTo(List<SubscriptionLevel> levels, int subscription)
    {
        int before = levels.Count;
        if (!TryAddPlain(levels, subscription))
        {
            CollectionsMarshal.SetCount(levels, before);
            AddTo(levels, subscription, facts.StepsOf(subscription));
        }
    }

    /// <summary>Adds the levels that steps of a subscription lead to, rising in time: those of some of its facts.</summary>
    /// <exception cref="OverflowException">A price does not fit under the policy.</exception>
    public void AddTo(List<SubscriptionLevel> levels, int subscription, StepReader steps)
    {
        bool paidBefore = false, more = steps.MoveNext();
        while (more)
        {
            LevelTerms terms = TermsOf(steps);
            long from = steps.Ticks;
            more = steps.MoveNext();
            long until = more ? steps.Ticks : LastTick;

            // Where two steps are at one tick only the state after the last of them exists.
            for (long at = from; at < until;)
            {
                (long annual, bool keepsCustomer) = LevelAt(terms, at, paidBefore, subscription);
                levels.Add(new SubscriptionLevel(at, annual, keepsCustomer, terms.Price));
                paidBefore |= annual != 0;
                long next = Math.Min(terms.DiscountEnds > at ? terms.DiscountEnds : until, terms.GivenUp > at ? terms.GivenUp : until);
                at = Math.Min(next, until);
            }
        }
    }

    /// <summary>The instant at which a payment has been overdue for too long; the end of time where there is none.</summary>
    public static Instant GivenUpAt(LifecycleStep step, MetricPolicy policy) =>
        policy.InvoluntaryChurnAfterDays is { } days && step.PastDueSince is { } since && Instant.MaxValue - since >= Duration.FromDays(days)
            ? since + Duration.FromDays(days)
            : Instant.MaxValue;

    /// <summary>Adds the levels of a subscription that only runs at prices above 0 and ends, without discounts: each step is one, whatever the policy.</summary>
    /// <returns>Whether it is one; otherwise levels were added that do not hold.</returns>
    private bool TryAddPlain(List<SubscriptionLevel> levels, int subscription)
    {
        if (prices.HaveDiscounts)
        {
            return false;
        }

        ReadOnlySpan<FactRow> rows = facts.RowsOf(subscription);
        ReadOnlySpan<FactStep> steps = facts.Steps.AsSpan(facts.Facts.Offsets[subscription], rows.Length);
        int price = -1;
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly FactRow row = ref rows[i];
            price = row.Content.SetsPrice ? row.Content.Index : price;
            bool runs = steps[i] == FactStep.Runs;
            if ((!runs && steps[i] != FactStep.HasEnded) || price < 0 || row.Ticks == LastTick)
            {
                return false;
            }

            if (i + 1 < rows.Length && rows[i + 1].Ticks == row.Ticks)
            {
                continue;
            }

            long annual = runs ? AnnualOf(price, discounted: false, subscription) : 0;
            if (runs && annual == 0)
            {
                return false;
            }

            levels.Add(new SubscriptionLevel(row.Ticks, annual, KeepsCustomer: false, price));
        }

        return true;
    }

    private LevelTerms TermsOf(in StepReader step) => new(
        step.Price,
        step.State,
        step.CancellationPending && policy.Cancellation == CancellationRule.AtRequest,
        step.Price < 0 ? LastTick : prices.DiscountEndsOf(step.Price),
        GivenUpOf(step));

    private long GivenUpOf(in StepReader step)
    {
        if (policy.InvoluntaryChurnAfterDays is not { } days || !step.IsPastDue)
        {
            return LastTick;
        }

        long overdue = days * NodaConstants.TicksPerDay;
        return LastTick - step.PastDueSinceTicks > overdue ? step.PastDueSinceTicks + overdue : LastTick;
    }

    private (long Annual, bool KeepsCustomer) LevelAt(in LevelTerms terms, long at, bool paidBefore, int subscription)
    {
        if (terms.Price < 0 || terms.State is not (LifecycleState.Running or LifecycleState.Paused) || terms.IsCancelled || at >= terms.GivenUp)
        {
            return (0, false);
        }

        if (terms.State == LifecycleState.Paused && policy.Pauses != PauseRule.KeepRevenue)
        {
            return (0, policy.Pauses == PauseRule.KeepCustomer);
        }

        bool discounted = at < terms.DiscountEnds && prices.SubtractsDiscount(terms.Price);
        long annual = AnnualOf(terms.Price, discounted, subscription);
        if (annual == 0 && discounted && prices.EndsDiscount(terms.Price) && paidBefore && policy.FreeMonths == FreeMonthRule.KeepRevenue)
        {
            annual = AnnualOf(terms.Price, discounted: false, subscription);
        }

        return (annual, annual == 0 && policy.FreePlans == FreePlanRule.KeepCustomer);
    }

    private long AnnualOf(int price, bool discounted, int subscription)
    {
        try
        {
            return prices.AnnualOf(price, discounted);
        }
        catch (OverflowException problem)
        {
            IFactNames names = facts.Tables.Names;
            throw new OverflowException(FormattableString.Invariant($"Subscription {names.SubscriptionOf(subscription)} of customer {names.NameOf(facts.CustomerOf(subscription))}: {problem.Message}"), problem);
        }
    }

    /// <summary>What decides the level of a step.</summary>
    private readonly record struct LevelTerms(int Price, LifecycleState State, bool IsCancelled, long DiscountEnds, long GivenUp);
}
