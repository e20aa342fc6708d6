using NodaTime;

namespace Retention.Metrics.Timelines.Building;

/// <summary>What a year of each distinct price is worth under a policy: computed once, when it is asked for.</summary>
/// <param name="prices">The prices.</param>
/// <param name="policy">The policy.</param>
internal sealed class PolicyPrices(FactPrices prices, MetricPolicy policy)
{
    private static readonly long LastTick = Instant.MaxValue.ToUnixTimeTicks();

    // Annual millionths plus 1, without and with the discount; 0 while unknown. Threads find the same.
    private readonly long[] full = new long[prices.Count];
    private readonly long[] discounted = new long[prices.HaveDiscounts ? prices.Count : 0];

    /// <summary>Whether any price has a discount. Most portfolios have none: then no price is looked at for one.</summary>
    public bool HaveDiscounts { get; } = prices.HaveDiscounts;

    /// <summary>The annual millionths of a price.</summary>
    /// <param name="price">The price.</param>
    /// <param name="withDiscount">Whether its discount is subtracted.</param>
    /// <exception cref="OverflowException">A year does not fit into 64 bits.</exception>
    public long AnnualOf(int price, bool withDiscount)
    {
        ref long known = ref (withDiscount ? discounted : full)[price];
        long annual = Volatile.Read(ref known);
        if (annual == 0)
        {
            // The largest annual amount plus 1 does not fit: it is computed anew each time.
            long computed = prices.AnnualOf(price, withDiscount, policy);
            if (computed == long.MaxValue)
            {
                return computed;
            }

            Volatile.Write(ref known, annual = computed + 1);
        }

        return annual - 1;
    }

    /// <summary>Whether the discount of a price, while it runs, is subtracted.</summary>
    public bool SubtractsDiscount(int price) => HaveDiscounts && prices.DiscountOf(price) is { } discount && policy.Discounts switch
    {
        DiscountRule.AllSubtracted => true,
        DiscountRule.OnlyForeverSubtracted => discount.Until is null,
        _ => false,
    };

    /// <summary>Whether a price has a discount that ends.</summary>
    public bool EndsDiscount(int price) => HaveDiscounts && prices.DiscountOf(price)?.Until is not null;

    /// <summary>The tick from which the full price counts; the end of time without a discount that ends.</summary>
    public long DiscountEndsOf(int price) => HaveDiscounts && prices.DiscountOf(price)?.Until is { } until ? until.ToUnixTimeTicks() : LastTick;
}
