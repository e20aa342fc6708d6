using NodaTime;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Facts;

/// <summary>Finds what objects refer to by id.</summary>
internal interface IReferences
{
    /// <summary>The discount with its coupon in a currency.</summary>
    /// <exception cref="Json.RefusedException">Nothing states it, or its amount in that currency.</exception>
    (Coupon Coupon, Instant? Start, Instant? End) Resolve(AppliedCoupon applied, Currency currency);

    /// <summary>The price with its tiers.</summary>
    /// <exception cref="Json.RefusedException">Nothing states them.</exception>
    Price Resolve(Price price);

    /// <summary>The price of an id, if it is stated.</summary>
    Price? PriceOf(string id, Currency currency);

    /// <summary>What is off everything that a customer buys.</summary>
    IReadOnlyList<AppliedCoupon> DiscountsOf(string customer);
}
