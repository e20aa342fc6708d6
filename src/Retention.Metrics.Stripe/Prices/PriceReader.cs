using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe.Prices;

/// <summary>Reads a price, or a plan of an older version of the API.</summary>
internal static class PriceReader
{
    /// <summary>Reads a price.</summary>
    /// <param name="node">The price or plan.</param>
    /// <param name="charged">The currency that is charged; that of the price if left out.</param>
    public static Price Read(JsonNode node, Currency? charged)
    {
        Currency own = node.Optional("currency") is { } code ? StripeCurrency.Read(code) : charged ?? throw node.Required("currency").Refuse("must be a currency");
        Currency currency = charged ?? own;
        JsonNode amounts = own == currency ? node : Option(node, currency);
        JsonNode recurring = node.Optional("recurring") ?? node;
        if (recurring.Optional("interval") is null)
        {
            throw (node.Optional("type") ?? node).Refuse("must be a recurring price");
        }

        QuantityRule? quantity = (node.Optional("transform_quantity") ?? node.Optional("transform_usage")) is { } rule
            ? new(rule.Required("divide_by").Whole(1), Choice(rule.Required("round"), "up", "down"))
            : null;
        bool tiered = node.Optional("billing_scheme") is { } scheme && Choice(scheme, "tiered", "per_unit");
        return new Price(
            node.Optional("id")?.Text(),
            node.Optional("product")?.Id(),
            node.Label("nickname"),
            currency,
            Interval(recurring),
            recurring.Optional("usage_type") is { } usage && Choice(usage, "metered", "licensed"),
            tiered,
            tiered ? null : Amount(amounts, "unit_amount") ?? Amount(amounts, "amount"),
            tiered && amounts.Optional("tiers") is { } tiers ? Tiers(tiers) : null,
            tiered && node.Optional("tiers_mode") is { } mode && Choice(mode, "volume", "graduated"),
            quantity,
            node.OptionalTime("created"),
            node.Path);
    }

    /// <summary>The amount of a property, with decimals where they are stated.</summary>
    public static decimal? Amount(JsonNode node, string name) => (node.Optional(name + "_decimal") ?? node.Optional(name)) is { } amount
        ? amount.Number() is >= 0m and var value and <= 1_000_000_000_000_000m ? value : throw amount.Refuse("must be an amount of 0 to 10^15")
        : null;

    private static JsonNode Option(JsonNode node, Currency currency) => node.Optional("currency_options")?.Optional(currency.Code.ToLowerInvariant())
        ?? throw node.Required("currency").Refuse($"the subscription is in {currency}: expand currency_options of the price, or give a price in {currency}");

    private static BillingInterval Interval(JsonNode recurring)
    {
        JsonNode interval = recurring.Required("interval");
        BillingUnit unit = interval.Text() switch
        {
            "day" => BillingUnit.Day,
            "week" => BillingUnit.Week,
            "month" => BillingUnit.Month,
            "year" => BillingUnit.Year,
            _ => throw interval.Refuse("must be day, week, month or year"),
        };
        return new BillingInterval(unit, (int)(recurring.Optional("interval_count")?.Whole(1, int.MaxValue) ?? 1));
    }

    private static Tier[] Tiers(JsonNode tiers)
    {
        Tier[] read = [.. tiers.Elements().Select(tier => new Tier(UpTo(tier), Amount(tier, "unit_amount") ?? Amount(tier, "amount") ?? 0m, Amount(tier, "flat_amount") ?? 0m))];
        for (int i = 0; i < read.Length; i++)
        {
            bool rises = read[i].UpTo is { } end ? end > (i == 0 ? 0 : read[i - 1].UpTo!.Value) : i == read.Length - 1;
            if (!rises)
            {
                throw tiers.Refuse("the ends of tiers must rise, and only the last has none");
            }
        }

        return read.Length > 0 ? read : throw tiers.Refuse("must have at least one tier");

        // Requests write the open end as inf, answers as null.
        static long? UpTo(JsonNode tier) => tier.Optional("up_to") is { } end && !(end.IsText && end.Text() == "inf") ? end.Whole(1) : null;
    }

    private static bool Choice(JsonNode node, string yes, string no)
    {
        string text = node.Text();
        return text == yes || (text == no ? false : throw node.Refuse($"must be {yes} or {no}"));
    }
}
