using NodaTime;
using Retention.Metrics.Stripe.Facts;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>The coupons, discounts, prices and customers that subscriptions refer to by id.</summary>
internal sealed class References : IReferences
{
    private Dictionary<string, List<string>>? discountsOfCustomers;

    /// <summary>Coupons by id.</summary>
    public Registry<Coupon> Coupons { get; } = new();

    /// <summary>Discounts by id.</summary>
    public Registry<StandaloneDiscount> Discounts { get; } = new();

    /// <summary>Prices by id, those with amounts that are whole in themselves.</summary>
    public Registry<Price> Prices { get; } = new();

    /// <summary>What is off everything that a customer buys, by customer.</summary>
    public Registry<AppliedCoupon> Customers { get; } = new();

    /// <summary>Adds a discount that is an object of its own.</summary>
    public void AddDiscount(JsonNode node, Instant? removed, Instant? recorded, Place place)
    {
        var applied = AppliedCoupon.Read(node);
        string id = applied.Id ?? KeyOf(node, applied);
        Instant? end = removed is { } at && (applied.End is not { } stated || at < stated) ? at : applied.End;
        string? customer = node.Optional("subscription") is null && node.Optional("subscription_item") is null && node.Optional("invoice") is null ? (node.Optional("customer") ?? node.Optional("customer_account"))?.Id() : null;
        Discounts.Add(id, new StandaloneDiscount(applied with { End = end }, customer), node.Compact(), recorded, place, node.Path);
    }

    /// <summary>Discounts of versions before 2020 have no id: the same is what is off the same from the same instant on.</summary>
    private static string KeyOf(JsonNode node, AppliedCoupon applied) =>
        FormattableString.Invariant($"{(node.Optional("subscription") ?? node.Optional("customer") ?? node.Required("id")).Id()} {applied.CouponId} {applied.Start?.ToUnixTimeSeconds()}");

    /// <summary>Adds the objects of documents that follow.</summary>
    public void Take(References later, Place before)
    {
        Coupons.Take(later.Coupons, before);
        Discounts.Take(later.Discounts, before);
        Prices.Take(later.Prices, before);
        Customers.Take(later.Customers, before);
    }

    /// <summary>Decides which state of each object holds.</summary>
    public void Settle(Account account)
    {
        Coupons.Settle(account);
        Discounts.Settle(account);
        Prices.Settle(account);
        Customers.Settle(account);
        discountsOfCustomers = Discounts.All.Where(one => one.Value.Customer is not null).GroupBy(one => one.Value.Customer!, one => one.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    /// <summary>Counts what was referred to and what was not.</summary>
    public void Close(Account account)
    {
        Coupons.Close(account, _ => StripeRule.NotReferenced);
        Discounts.Close(account, _ => StripeRule.NotReferenced);
        Prices.Close(account, _ => StripeRule.NotReferenced);
        Customers.Close(account, _ => StripeRule.NotReferenced);
    }

    /// <inheritdoc/>
    public (Coupon Coupon, Instant? Start, Instant? End) Resolve(AppliedCoupon applied, Currency currency)
    {
        if (applied.CouponId is null)
        {
            AppliedCoupon stated = Discounts.Find(applied.Id!)?.Applied
                ?? throw new RefusedException(applied.Path, applied.Id!, "is the id of a discount that nothing states; expand discounts, or give the discount or the event customer.discount.created");
            return Resolve(stated with { Path = applied.Path }, currency);
        }

        // An event may tell the end of a discount that the subscription showed without one.
        Instant? end = applied.End ?? (applied.Id is { } id ? Discounts.Find(id)?.Applied.End : null);
        return (CouponOf(applied, currency), applied.Start, end);
    }

    /// <summary>The coupon of a discount; where the discount shows it without its products or the amount of the currency, which have to be expanded, those of the coupon itself.</summary>
    private Coupon CouponOf(AppliedCoupon applied, Currency currency)
    {
        Coupon? shown = applied.Coupon, given = shown is { Products.Length: > 0 } && shown.In(currency) is not null ? null : Coupons.Find(applied.CouponId!);
        Coupon coupon = shown ?? given ?? throw new RefusedException(applied.Path, applied.CouponId!, "is the id of a coupon that nothing states; expand discounts.source.coupon, or give the coupon");
        Coupon off = coupon.In(currency) ?? given?.In(currency)
            ?? throw new RefusedException(applied.Path, $"{coupon.Id} in {coupon.Currency}", $"the coupon is in another currency than its subscription; expected {currency}: expand currency_options of the coupon, or give the coupon with an amount in {currency}");
        return off.Products.Length > 0 ? off : off with { Products = given?.Products ?? "" };
    }

    /// <inheritdoc/>
    public Price Resolve(Price price)
    {
        if (price.IsComplete || price.IsMetered)
        {
            return price;
        }

        return price.Id is { } id && Prices.Find(id) is { IsComplete: true } stated && stated.Currency == price.Currency
            ? stated
            : !price.IsTiered ? throw new RefusedException(price.Path.Property("unit_amount"), "", "is missing or null; a price without tiers must have it")
            : throw new RefusedException(price.Path.Property("tiers"), "", $"is missing, and no object states price {price.Id ?? "without an id"}; expand items.data.price.tiers, or give the price with its tiers");
    }

    /// <inheritdoc/>
    public Price? PriceOf(string id, Currency currency) => Prices.Find(id) is { } price && price.Currency == currency ? price : null;

    /// <inheritdoc/>
    public IReadOnlyList<AppliedCoupon> DiscountsOf(string customer)
    {
        List<AppliedCoupon> found = [.. discountsOfCustomers!.GetValueOrDefault(customer, []).Select(id => Discounts.Find(id)!.Applied)];
        if (Customers.Find(customer) is { } own && !found.Exists(one => one.Id == own.Id))
        {
            found.Add(own);
        }

        return found;
    }
}

/// <summary>A discount that is an object of its own.</summary>
/// <param name="Applied">The discount.</param>
/// <param name="Customer">The customer, where it is off everything that they buy.</param>
internal sealed record StandaloneDiscount(AppliedCoupon Applied, string? Customer);
