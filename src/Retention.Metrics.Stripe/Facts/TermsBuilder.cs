using NodaTime;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Objects;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Facts;

/// <summary>Makes terms of a state, with what it refers to.</summary>
internal sealed class TermsBuilder
{
    private readonly IReferences references;
    private readonly List<(string Id, DiscountWindow Window)> once = [];

    /// <summary>A builder for one subscription.</summary>
    /// <param name="references">What objects refer to.</param>
    /// <param name="products">What the product of a price is.</param>
    public TermsBuilder(IReferences references, StripeProduct products)
    {
        this.references = references;
        Products = products;
    }

    /// <summary>What the product of a price is.</summary>
    public StripeProduct Products { get; }

    /// <summary>The terms of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="run">When the subscription began to be paid.</param>
    /// <param name="isFirst">Whether no earlier state is known: items that were added later then count from when they were added.</param>
    public Terms Of(SubscriptionState state, Instant run, bool isFirst)
    {
        BillingInterval interval = state.Items.Count > 0 ? state.Items.Select(item => item.Price.Interval).Order(IntervalOrder).First() : BillingInterval.Monthly;
        List<DiscountWindow> discounts = [.. state.Discounts.Select(applied => Window(applied, state, run, interval, keepOnce: true))];

        // An invoice takes a coupon for one invoice off the subscription; the interval that it paid goes on.
        discounts.AddRange(once.Where(kept => !state.Discounts.Any(applied => Key(applied) == kept.Id)).Select(kept => kept.Window));
        if (state.Discounts.Count == 0)
        {
            IReadOnlyList<AppliedCoupon> ofCustomer = state.CustomerDiscount is { } own ? [own] : references.DiscountsOf(state.Customer);
            discounts.AddRange(ofCustomer.Select(applied => Window(applied, state, run, interval, keepOnce: false)));
        }

        if (state.Trial is { } trial && !state.BeganInTrial)
        {
            discounts.Add(new DiscountWindow(100m, AmountOff: null, trial.Start, trial.End, Products: ""));
        }

        bool anyFromTheStart = state.Items.Any(item => !WasAddedLater(item, state));
        return new Terms(
            state.Currency,
            [
                .. state.Items.Select(item => new PricedItem(
                    isFirst && anyFromTheStart && WasAddedLater(item, state) ? item.Created : null,
                    references.Resolve(item.Price),
                    item.Quantity,
                    [.. item.Discounts.Select(applied => Window(applied, state, run, item.Price.Interval, keepOnce: false))])),
            ],
            discounts,
            state.Path,
            Products);
    }

    /// <summary>The terms of a phase.</summary>
    /// <returns><see langword="null"/> where the price of an item is not stated.</returns>
    /// <exception cref="RefusedException">A discount of the phase is not stated.</exception>
    public Terms? Of(Phase phase, SubscriptionState state, JsonPath path)
    {
        var items = new List<PricedItem>();
        foreach (PhaseItem item in phase.Items)
        {
            if ((item.Price ?? references.PriceOf(item.PriceId, state.Currency) ?? PriceOf(state, item.PriceId)) is not { } price || price.Currency != state.Currency)
            {
                return null;
            }

            if (!price.IsMetered)
            {
                items.Add(new PricedItem(From: null, references.Resolve(price), item.Quantity ?? 1, [.. item.Discounts.Select(applied => InPhase(applied, price.Interval))]));
            }
        }

        BillingInterval interval = items.Count > 0 ? items.Select(item => item.Price.Interval).Order(IntervalOrder).First() : BillingInterval.Monthly;
        return new Terms(state.Currency, items, [.. phase.Discounts.Select(applied => InPhase(applied, interval))], path, Products);

        DiscountWindow InPhase(AppliedCoupon applied, BillingInterval every)
        {
            (Coupon coupon, Instant? start, Instant? end) = references.Resolve(applied, state.Currency);
            return DiscountWindow.Of(coupon, start ?? phase.Start, end, phase.Start, every, SubscriptionState.Tolerance);
        }
    }

    /// <summary>The name of what several lines charge together; nothing where none of them says it, or nobody asks.</summary>
    public string? NameOf(IEnumerable<string?> ofLines) => Products == StripeProduct.None ? null : Terms.Together(ofLines);

    /// <summary>Whether the price that is known may not be the one it began with.</summary>
    public static bool IsEarlierPriceUnknown(SubscriptionState state) =>
        state.Items.Count > 0 && (state.Items.All(item => WasAddedLater(item, state)) || state.Items.Any(item => item.Price.Created > state.Start + SubscriptionState.Tolerance));

    private static bool WasAddedLater(Item item, SubscriptionState state) => item.Created > state.Created + SubscriptionState.Tolerance;

    private DiscountWindow Window(AppliedCoupon applied, SubscriptionState state, Instant run, BillingInterval interval, bool keepOnce)
    {
        (Coupon coupon, Instant? start, Instant? end) = references.Resolve(applied, state.Currency);
        var window = DiscountWindow.Of(coupon, start ?? run, end, run, interval, SubscriptionState.Tolerance);
        if (keepOnce && coupon.Duration == CouponDuration.Once && Key(applied) is { } key && !once.Any(kept => kept.Id == key))
        {
            once.Add((key, window));
        }

        return window;
    }

    private static string? Key(AppliedCoupon applied) => applied.Id ?? applied.CouponId;

    private static Price? PriceOf(SubscriptionState state, string id) => state.Items.FirstOrDefault(item => item.Price.Id == id)?.Price;

    private static readonly IComparer<BillingInterval> IntervalOrder = Comparer<BillingInterval>.Create((x, y) => x.Unit != y.Unit ? x.Unit.CompareTo(y.Unit) : x.Count.CompareTo(y.Count));
}
