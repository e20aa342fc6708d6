using NodaTime;
using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe.Prices;

/// <summary>For how long a coupon is off.</summary>
internal enum CouponDuration
{
    /// <summary>One invoice.</summary>
    Once,

    /// <summary>A number of months.</summary>
    Repeating,

    /// <summary>Every invoice.</summary>
    Forever,
}

/// <summary>A coupon: what is off, and for how long.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PercentOff">The percentage off, or 0.</param>
/// <param name="AmountOff">The amount off each invoice in minor units, or <see langword="null"/>.</param>
/// <param name="Currency">The currency of the amount.</param>
/// <param name="Duration">For how long.</param>
/// <param name="Months">The number of months, where it repeats.</param>
/// <param name="Products">The products it is limited to, separated by spaces; empty for all.</param>
/// <param name="Options">The amounts off in further currencies.</param>
internal sealed record Coupon(string Id, decimal PercentOff, decimal? AmountOff, Currency Currency, CouponDuration Duration, int Months, string Products, IReadOnlyDictionary<Currency, decimal> Options)
{
    private const long LargestAmount = 1_000_000_000_000_000;

    /// <summary>The coupon with what it is off in a currency; <see langword="null"/> where it has no amount in it.</summary>
    public Coupon? In(Currency currency) =>
        AmountOff is null || Currency == currency ? this
        : Options.TryGetValue(currency, out decimal amount) ? this with { AmountOff = amount, Currency = currency }
        : null;

    /// <summary>Reads a coupon.</summary>
    public static Coupon Read(JsonNode node)
    {
        JsonNode? percent = node.Optional("percent_off"), amount = node.Optional("amount_off");
        if (percent is null == amount is null)
        {
            throw node.Refuse("a coupon must have either percent_off or amount_off");
        }

        JsonNode duration = node.Required("duration");
        CouponDuration length = duration.Text() switch
        {
            "once" => CouponDuration.Once,
            "repeating" => CouponDuration.Repeating,
            "forever" => CouponDuration.Forever,
            _ => throw duration.Refuse("must be once, repeating or forever"),
        };
        return new Coupon(
            node.Required("id").Text(),
            percent is { } off ? Percent(off) : 0m,
            amount?.Whole(0, LargestAmount),
            amount is null ? Currency.None : StripeCurrency.Read(node.Required("currency")),
            length,
            length == CouponDuration.Repeating ? (int)node.Required("duration_in_months").Whole(1, 1200) : 0,
            node.Optional("applies_to")?.Optional("products") is { } products ? string.Join(' ', products.Elements().Select(product => product.Text()).Order(StringComparer.Ordinal)) : "",
            amount is null ? [] : ReadOptions(node));
    }

    private static Dictionary<Currency, decimal> ReadOptions(JsonNode node)
    {
        var options = new Dictionary<Currency, decimal>();
        foreach ((string name, JsonNode option) in node.Optional("currency_options")?.Members() ?? [])
        {
            if (!options.TryAdd(StripeCurrency.Read(name, option), option.Required("amount_off").Whole(0, LargestAmount)))
            {
                throw option.Refuse("the currency comes twice; one amount in it is expected");
            }
        }

        return options;
    }

    private static decimal Percent(JsonNode node) => node.Number() is >= 0m and var value and <= 100m && decimal.Round(value, 6) == value
        ? value
        : throw node.Refuse("must be a percentage of 0 to 100 with at most six decimals");
}

/// <summary>A coupon on a customer, subscription or item.</summary>
/// <param name="Id">Its id, where it has one.</param>
/// <param name="Coupon">The coupon, or <see langword="null"/> where only its id is stated.</param>
/// <param name="CouponId">The id of the coupon; <see langword="null"/> where the discount itself is only an id.</param>
/// <param name="Start">From when it is off, where that is stated.</param>
/// <param name="End">Until when, where that is stated.</param>
/// <param name="Path">Where it was read.</param>
internal sealed record AppliedCoupon(string? Id, Coupon? Coupon, string? CouponId, Instant? Start, Instant? End, JsonPath Path)
{
    /// <summary>Reads a discount, an id of one, or the coupon of a schedule's phase.</summary>
    public static AppliedCoupon Read(JsonNode node)
    {
        if (node.IsText)
        {
            return new AppliedCoupon(node.Text(), Coupon: null, CouponId: null, Start: null, End: null, node.Path);
        }

        JsonNode? coupon = node.Optional("coupon") ?? node.Optional("source")?.Optional("coupon");
        if (coupon is null && node.Optional("discount") is { } reused)
        {
            return Read(reused);
        }

        JsonNode stated = coupon ?? throw node.Refuse("a discount must state its coupon");
        return new AppliedCoupon(
            node.Optional("id")?.Text(),
            stated.IsObject ? Coupon.Read(stated) : null,
            stated.Id(),
            node.OptionalTime("start"),
            node.OptionalTime("end"),
            node.Path);
    }

    /// <summary>Reads all discounts of an object, in the order in which they apply.</summary>
    public static AppliedCoupon[] ReadAll(JsonNode node)
    {
        JsonNode? single = node.Optional("discount");
        if (node.Optional("discounts") is not { } several || !several.Elements().Any())
        {
            return single is { } only ? [Read(only)] : [];
        }

        // For a while the API wrote both: the ids of all, and the last one whole.
        AppliedCoupon? whole = single is { IsObject: true } last ? Read(last) : null;
        return [.. several.Elements().Select(Read).Select(one => whole is not null && one.CouponId is null && one.Id == whole.Id ? whole : one)];
    }
}
