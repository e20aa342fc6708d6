using NodaTime;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Facts;

/// <summary>What is off, from when and until when.</summary>
/// <param name="PercentOff">The percentage, or 0.</param>
/// <param name="AmountOff">The amount off each invoice in minor units, or <see langword="null"/>.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when; <see langword="null"/> for ever.</param>
/// <param name="Products">The products it is limited to; empty for all.</param>
internal sealed record DiscountWindow(decimal PercentOff, decimal? AmountOff, Instant From, Instant? Until, string Products)
{
    /// <summary>Whether it is off at an instant.</summary>
    public bool Holds(Instant at) => From <= at && (Until is not { } end || at < end);

    /// <summary>Whether a product is discounted.</summary>
    public bool IsFor(string? product) => Products.Length == 0 || (product is not null && Products.Split(' ').Contains(product, StringComparer.Ordinal));

    /// <summary>The window of a coupon.</summary>
    /// <param name="coupon">What is off.</param>
    /// <param name="start">When it was applied.</param>
    /// <param name="end">When it ends, where that is stated.</param>
    /// <param name="run">When the subscription began to be paid.</param>
    /// <param name="interval">How long one invoice lasts.</param>
    /// <param name="near">How far apart instants are that mean the same.</param>
    public static DiscountWindow Of(Coupon coupon, Instant start, Instant? end, Instant run, BillingInterval interval, Duration near)
    {
        // A coupon is applied a moment after the subscription is made, and counts from its beginning.
        Instant from = start <= run + near ? Instant.Min(start, run) : start;
        Instant? until = end ?? coupon.Duration switch
        {
            CouponDuration.Once => Add(Instant.Max(from, run), interval),
            CouponDuration.Repeating => Add(start, new BillingInterval(BillingUnit.Month, coupon.Months)),
            _ => null,
        };
        return new DiscountWindow(coupon.PercentOff, coupon.AmountOff, from, until, coupon.Products);
    }

    /// <summary>An interval later, by the calendar in UTC.</summary>
    public static Instant Add(Instant at, BillingInterval interval)
    {
        LocalDateTime local = at.InUtc().LocalDateTime;
        int count = Math.Min(interval.Count, 100_000);
        LocalDateTime later = interval.Unit switch
        {
            BillingUnit.Day => local.PlusDays(count),
            BillingUnit.Week => local.PlusWeeks(count),
            BillingUnit.Month => local.PlusMonths(Math.Min(count, 12_000)),
            BillingUnit.Quarter => local.PlusMonths(3 * Math.Min(count, 4_000)),
            _ => local.PlusYears(Math.Min(count, 1_000)),
        };
        return later.InUtc().ToInstant();
    }
}
