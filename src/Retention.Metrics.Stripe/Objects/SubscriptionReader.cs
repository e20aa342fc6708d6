using System.Text.Json;
using NodaTime;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Objects;

/// <summary>Reads a subscription in every published shape of the API.</summary>
internal static class SubscriptionReader
{
    private const long LargestQuantity = 1_000_000_000_000;

    /// <summary>Reads a subscription.</summary>
    /// <param name="node">The object.</param>
    /// <param name="before">Values that some properties had before, of an event about a change.</param>
    public static SubscriptionState Read(JsonNode node, JsonNode? before = null)
    {
        JsonNode? One(string name) => before is { } earlier && earlier.Has(name) ? earlier.Optional(name) : node.Optional(name);

        string id = node.Required("id").Text();
        JsonNode customer = node.Optional("customer") ?? node.Optional("customer_account") ?? node.Required("customer");
        SubscriptionStatus status = SubscriptionStatusReader.Read(One("status") ?? node.Required("status"));
        Instant? startDate = node.OptionalTime("start_date");

        // The oldest objects have no created; their start is that of the plan, which is the nearest that they say.
        Instant created = node.OptionalTime("created") ?? startDate ?? node.OptionalTime("start") ?? node.Required("created").Time();
        Currency? currency = node.Optional("currency") is { } code ? StripeCurrency.Read(code) : null;
        JsonNode[] items = One("items") is { } list ? ItemsOf(list) : [];
        Item[] all = One("items") is null ? [OnlyPlan(node, One("plan"), One("quantity"), currency)] : [.. items.Select(item => ReadItem(item, currency))];
        Item[] licensed = [.. all.Where(item => !item.Price.IsMetered)];
        if (licensed.Select(item => item.Price.Currency).Distinct().Skip(1).Any())
        {
            throw node.Required("items").Refuse("the items of a subscription must be in one currency");
        }

        Instant? periodEnd = One("current_period_end")?.Time() ?? Period(items, "current_period_end").LastOrDefault();
        bool atPeriodEnd = One("cancel_at_period_end") is { } flag && flag.Flag();
        Instant? ended = One("ended_at")?.Time();
        if (status == SubscriptionStatus.Canceled && ended is null)
        {
            throw new RefusedException(node.Path.Property("ended_at"), "", "is missing or null; a canceled subscription must have it");
        }

        return new SubscriptionState
        {
            Id = id,
            Customer = customer.Id(),
            Status = status,
            Currency = currency ?? all.Select(item => item.Price.Currency).FirstOrDefault(),
            Created = created,
            Start = startDate ?? created,
            Trial = ReadTrial(node, One("trial_start"), One("trial_end"), startDate ?? created),
            CanceledAt = One("canceled_at")?.Time(),
            CancelAt = One("cancel_at")?.Time() ?? (atPeriodEnd ? periodEnd ?? throw new RefusedException(node.Path.Property("cancel_at"), "", "is missing or null, and so is current_period_end; with cancel_at_period_end one of them must be stated") : null),
            EndedAt = ended,
            Reason = ReasonReader.Read(node.Optional("cancellation_details")),
            PeriodStart = One("current_period_start")?.Time() ?? Period(items, "current_period_start").FirstOrDefault(),
            PeriodEnd = periodEnd,
            CollectionPaused = One("pause_collection") is not null,
            Items = licensed,
            MeteredItems = all.Length - licensed.Length,
            Discounts = before is { } old && (old.Has("discounts") || old.Has("discount")) ? AppliedCoupon.ReadAll(old) : AppliedCoupon.ReadAll(node),
            CustomerDiscount = customer.Optional("discount") is { } discount ? AppliedCoupon.Read(discount) : null,
            Attributes = [.. Attributes(node, customer, licensed)],
            Path = node.Path,
        };
    }

    private static JsonNode[] ItemsOf(JsonNode list) =>
        [.. (list.Kind == JsonValueKind.Array ? list.Elements() : list.ListElements()).Where(item => item.Optional("deleted") is not { } deleted || !deleted.Flag())];

    /// <summary>The oldest shape: one plan and its quantity, and no items.</summary>
    private static Item OnlyPlan(JsonNode node, JsonNode? plan, JsonNode? quantity, Currency? currency)
    {
        Price price = PriceReader.Read(plan ?? throw new RefusedException(node.Path.Property("items"), "", "is missing or null"), currency);
        return new Item(Id: null, Created: null, price, Quantity(price, quantity, node), []);
    }

    private static Item ReadItem(JsonNode node, Currency? currency)
    {
        JsonNode price = node.Optional("price") is { IsObject: true } stated ? Recurring(stated, node) : node.Optional("plan") ?? node.Required("price");
        if (!price.IsObject)
        {
            throw price.Refuse("must be the price itself, not its id");
        }

        Price read = PriceReader.Read(price, currency);
        return new Item(node.Optional("id")?.Text(), node.OptionalTime("created"), read, Quantity(read, node.Optional("quantity"), node), AppliedCoupon.ReadAll(node));
    }

    private static long Quantity(Price price, JsonNode? quantity, JsonNode node) => price.IsMetered ? 0 : (quantity ?? node.Required("quantity")).Whole(0, LargestQuantity);

    /// <summary>The price, or the plan beside it where only that says how often it recurs.</summary>
    private static JsonNode Recurring(JsonNode price, JsonNode item) =>
        price.Optional("recurring") is null && item.Optional("plan") is { IsObject: true } plan ? plan : price;

    private static IEnumerable<Instant?> Period(JsonNode[] items, string name) => items.Select(item => item.OptionalTime(name)).Where(instant => instant is not null).Order();

    private static Trial? ReadTrial(JsonNode node, JsonNode? start, JsonNode? end, Instant began)
    {
        if (end is not { } last)
        {
            return null;
        }

        Instant from = start?.Time() ?? began, to = last.Time();
        return to >= from ? new Trial(from, to) : throw last.Refuse("a trial must not end before it begins");
    }

    private static IEnumerable<KeyValuePair<string, string>> Attributes(JsonNode node, JsonNode customer, Item[] items)
    {
        if (items.FirstOrDefault() is { } first)
        {
            yield return new("interval", FormattableString.Invariant($"{first.Price.Interval.Count} {first.Price.Interval.Unit.ToString().ToLowerInvariant()}"));
            if (first.Price.Product is { } product)
            {
                yield return new("product", product);
            }

            if ((first.Price.Name ?? first.Price.Id) is { } price)
            {
                yield return new("price", price);
            }
        }

        foreach (KeyValuePair<string, string> one in (node.Optional("metadata")?.Labels() ?? []).Concat(customer.Optional("metadata")?.Labels() ?? []))
        {
            if (!string.IsNullOrWhiteSpace(one.Key))
            {
                yield return one;
            }
        }
    }
}

/// <summary>Reads why a subscription ended or will end.</summary>
internal static class ReasonReader
{
    /// <summary>The reason of cancellation details; unknown where there are none.</summary>
    public static ChurnReason Read(JsonNode? details)
    {
        if (details?.Optional("reason") is not { } reason)
        {
            return details?.Optional("feedback") is { } alone ? ChurnReason.Of(alone.Text(), ChurnKind.Voluntary) : ChurnReason.Unknown;
        }

        return reason.Text() switch
        {
            "cancellation_requested" => details?.Optional("feedback") is { } feedback ? ChurnReason.Of(feedback.Text(), ChurnKind.Voluntary) : ChurnReason.Voluntary,
            "payment_failed" => ChurnReason.Involuntary,
            "payment_disputed" => ChurnReason.Of("payment_disputed", ChurnKind.Involuntary),
            string other => ChurnReason.Of(other),
        };
    }
}
