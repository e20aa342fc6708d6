using NodaTime;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Objects;

/// <summary>A line of an invoice about a recurring price.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Start">When the period begins that it pays.</param>
/// <param name="End">When the period ends.</param>
/// <param name="Amount">The amount after discounts and without tax, in minor units.</param>
/// <param name="Currency">The currency.</param>
/// <param name="IsProration">Whether it only corrects a period that was paid.</param>
internal sealed record ChargedLine(string Subscription, Instant Start, Instant End, decimal Amount, Currency Currency, bool IsProration)
{
    /// <summary>The id of the product, where it is stated.</summary>
    public string? Product { get; init; }

    /// <summary>What people call the price, or its id, where it is stated.</summary>
    public string? Price { get; init; }
}

/// <summary>An invoice.</summary>
/// <param name="Id">The id of the invoice.</param>
/// <param name="Counts">Whether it was finalized and not voided.</param>
/// <param name="Lines">Its recurring lines; neither usage nor one-time charges.</param>
/// <param name="OtherLines">How many other lines it has.</param>
/// <param name="Path">Where it was read.</param>
internal sealed record InvoiceState(string Id, bool Counts, IReadOnlyList<ChargedLine> Lines, int OtherLines, JsonPath Path)
{
    /// <summary>Reads an invoice.</summary>
    public static InvoiceState Read(JsonNode node)
    {
        JsonNode[] lines = [.. node.Required("lines").ListElements()];
        JsonNode? ofInvoice = node.Optional("subscription") ?? node.Optional("parent")?.Optional("subscription_details")?.Optional("subscription");
        ChargedLine[] recurring = [.. lines.Select(line => ReadLine(line, ofInvoice)).OfType<ChargedLine>()];
        return new InvoiceState(node.Required("id").Text(), node.Optional("status")?.Text() is "open" or "paid" or "uncollectible", recurring, lines.Length - recurring.Length, node.Path);
    }

    private static ChargedLine? ReadLine(JsonNode line, JsonNode? ofInvoice)
    {
        JsonNode? details = line.Optional("parent")?.Optional("subscription_item_details"), ofItem = line.Optional("parent")?.Optional("invoice_item_details");
        JsonNode? subscription = line.Optional("subscription") ?? details?.Optional("subscription") ?? ofItem?.Optional("subscription") ?? ofInvoice;
        JsonNode? price = line.Optional("price") ?? line.Optional("plan");
        bool proration = new[] { line.Optional("proration"), details?.Optional("proration"), ofItem?.Optional("proration") }.OfType<JsonNode>().Any(flag => flag.Flag());
        bool isItem = line.Optional("type") is { } type ? type.Text() == "subscription" : line.Optional("parent")?.Optional("type") is { } kind && kind.Text() == "subscription_item_details";
        bool metered = (price?.Optional("recurring") ?? price)?.Optional("usage_type") is { } usage && usage.Text() == "metered";
        if (subscription is not { } paid || metered || !(isItem || proration))
        {
            return null;
        }

        Currency currency = StripeCurrency.Read(line.Required("currency"));
        JsonNode period = line.Required("period");
        Instant start = period.Required("start").Time(), end = period.Required("end").Time();
        if (end < start)
        {
            throw period.Refuse("a period must not end before it begins");
        }

        decimal amount = line.Required("amount").Whole(-1_000_000_000_000_000, 1_000_000_000_000_000)
            - (line.Optional("discount_amounts")?.Elements().Sum(off => off.Required("amount").Whole(0, 1_000_000_000_000_000)) ?? 0)
            - InclusiveTax(line);
        JsonNode? ids = line.Optional("pricing")?.Optional("price_details");
        return new ChargedLine(paid.Id(), start, end, amount, currency, proration)
        {
            Product = IdOf(price, "product") ?? IdOf(ids, "product"),
            Price = price?.Label("nickname") ?? price?.Label("id") ?? IdOf(ids, "price"),
        };
    }

    /// <summary>The id of what a line refers to, alone or expanded; nothing where it is neither, since no amount depends on it.</summary>
    private static string? IdOf(JsonNode? node, string name) => node?.Label(name) ?? (node?.Optional(name) is { IsObject: true } expanded ? expanded.Label("id") : null);

    /// <summary>Tax within the amount: <c>inclusive</c> in older versions, a behavior in newer ones.</summary>
    private static decimal InclusiveTax(JsonNode line) => (line.Optional("tax_amounts") ?? line.Optional("taxes"))?.Elements()
        .Where(tax => (tax.Optional("inclusive") is { } flag && flag.Flag()) || (tax.Optional("tax_behavior") is { } behavior && behavior.Text() == "inclusive"))
        .Sum(tax => tax.Required("amount").Whole(0, 1_000_000_000_000_000)) ?? 0;
}
