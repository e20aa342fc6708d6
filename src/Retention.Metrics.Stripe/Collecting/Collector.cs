using NodaTime;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Objects;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>Reads documents into the states of subscriptions and the objects that they refer to.</summary>
internal sealed class Collector
{
    private readonly StripeImportOptions options;
    private readonly Dictionary<string, (bool IsWhole, Place Place, JsonPath Path)> pages = new(StringComparer.Ordinal);

    /// <summary>A collector without objects.</summary>
    public Collector(StripeImportOptions options) => this.options = options;

    /// <summary>What became of the objects.</summary>
    public Account Account { get; } = new();

    /// <summary>The states of each subscription.</summary>
    public Dictionary<string, List<Reading>> Subscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>The subscriptions of which an object or event is refused.</summary>
    public HashSet<string> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Objects that subscriptions refer to.</summary>
    public References References { get; } = new();

    /// <summary>Schedules by their own id.</summary>
    public Registry<ScheduleState> Schedules { get; } = new();

    /// <summary>Invoices.</summary>
    public Registry<InvoiceState> Invoices { get; } = new();

    /// <summary>Whether any list of subscriptions was read.</summary>
    public bool HasSubscriptionList { get; private set; }

    /// <summary>Whether any event was read.</summary>
    public bool HasEvents { get; private set; }

    /// <summary>Adds a document: an object, an event, a list or an array of them.</summary>
    /// <exception cref="InvalidDataException">There are more objects than the options allow.</exception>
    public void Add(JsonNode document, Place place)
    {
        if (document.Kind == System.Text.Json.JsonValueKind.Array)
        {
            foreach (JsonNode element in document.Elements())
            {
                if (IsList(element))
                {
                    AddList(element, place);
                }
                else
                {
                    AddOne(element, place);
                }
            }
        }
        else if (IsList(document))
        {
            AddList(document, place);
        }
        else
        {
            AddOne(document, place);
        }
    }

    /// <summary>Adds what was collected of documents that follow.</summary>
    /// <param name="later">Their collector, which is not used any more.</param>
    /// <param name="before">How many documents and lines come before them.</param>
    /// <exception cref="InvalidDataException">There are more objects than the options allow.</exception>
    public void Take(Collector later, Place before)
    {
        Account.Take(later.Account, before);
        if (Account.Objects > options.MaximumObjects)
        {
            throw TooMany();
        }

        foreach ((string id, List<Reading> readings) in later.Subscriptions)
        {
            ReadingsOf(id).AddRange(readings.Select(reading => reading with { Place = reading.Place.After(before) }));
        }

        foreach ((string url, (bool isWhole, Place place, JsonPath path)) in later.pages)
        {
            AddPage(url, isWhole, place.After(before), path);
        }

        Refused.UnionWith(later.Refused);
        References.Take(later.References, before);
        Schedules.Take(later.Schedules, before);
        Invoices.Take(later.Invoices, before);
        HasSubscriptionList |= later.HasSubscriptionList;
        HasEvents |= later.HasEvents;
    }

    /// <summary>Counts a document that is no JSON as an object that is refused.</summary>
    public void AddBroken(Place place, string value, string reason)
    {
        Count();
        Refuse(place, new RefusedException(JsonPath.Root, value, reason));
    }

    /// <summary>Reports the lists of which the last page is missing.</summary>
    public void CheckPages()
    {
        foreach ((string url, (bool isWhole, Place place, JsonPath path)) in pages)
        {
            if (!isWhole)
            {
                Account.Report(place, new RefusedException(path.Property("has_more"), "true", $"no page of {url} is the last one: pages are missing; fetch them until has_more is false"));
            }
        }
    }

    private static bool IsList(JsonNode document) => document.Optional("object") is { IsText: true } kind && kind.Shown() == "\"list\"";

    private void AddList(JsonNode list, Place place)
    {
        try
        {
            JsonNode[] elements = [.. list.Required("data").Elements()];
            string url = list.Optional("url") is { } address ? address.Text().Split('?')[0] : "the list";
            bool isLast = list.Optional("has_more") is not { } more || !more.Flag();
            AddPage(url, isLast, place, list.Path);
            HasSubscriptionList |= Array.Exists(elements, element => element.Optional("object") is { IsText: true } kind && kind.Text() == "subscription");
            AddAll(elements, place);
        }
        catch (RefusedException refusal)
        {
            Count();
            Refuse(place, refusal);
        }
    }

    private void AddPage(string url, bool isLast, Place place, JsonPath path) =>
        pages[url] = pages.TryGetValue(url, out var known) ? known with { IsWhole = known.IsWhole || isLast } : (isLast, place, path);

    private void AddAll(IEnumerable<JsonNode> elements, Place place)
    {
        foreach (JsonNode element in elements)
        {
            AddOne(element, place);
        }
    }

    private void AddOne(JsonNode node, Place place)
    {
        Count();
        try
        {
            if (!node.IsObject)
            {
                throw node.Refuse("must be a Stripe object");
            }

            if (options.TestMode == StripeTestMode.LeftOut && node.Optional("livemode") is { } live && !live.Flag())
            {
                Account.LeaveOut(StripeRule.TestMode);
                return;
            }

            if (node.Required("object").Text() == "event")
            {
                AddEvent(node, place);
            }
            else
            {
                AddObject(node, before: null, created: null, eventId: null, rank: 1, isDeleted: false, place);
            }
        }
        catch (RefusedException refusal)
        {
            Refuse(place, refusal);
            RefuseSubscriptionOf(node);
        }
    }

    private void AddEvent(JsonNode node, Place place)
    {
        HasEvents = true;
        string id = node.Required("id").Text(), type = node.Required("type").Text();
        Instant created = node.Required("created").Time();
        JsonNode data = node.Required("data");
        int rank = type.EndsWith(".created", StringComparison.Ordinal) ? 0 : type.EndsWith(".deleted", StringComparison.Ordinal) ? 2 : 1;

        // What an invoice to come would hold has not happened.
        if (type == "invoice.upcoming")
        {
            Account.LeaveOut(StripeRule.OtherKind);
            return;
        }

        AddObject(data.Required("object"), data.Optional("previous_attributes"), created, id, rank, rank == 2, place);
    }

    private void AddObject(JsonNode node, JsonNode? before, Instant? created, string? eventId, int rank, bool isDeleted, Place place)
    {
        JsonNode kind = node.Required("object");

        // The answer to a deletion is an id and nothing else; what was deleted is known from the objects themselves.
        if (!isDeleted && node.Optional("deleted") is { } deleted && deleted.Flag())
        {
            Account.LeaveOut(StripeRule.OtherKind);
            return;
        }

        switch (kind.Text())
        {
            case "subscription":
                AddSubscription(node, before, created, eventId, rank, place);
                break;
            case "subscription_schedule":
                Schedules.Add(node.Required("id").Text(), ScheduleState.Read(node), node.Compact(), created, place, node.Path);
                break;
            case "invoice":
                Invoices.Add(node.Required("id").Text(), InvoiceState.Read(node), node.Compact(), created, place, node.Path);
                break;
            case "coupon":
                References.Coupons.Add(node.Required("id").Text(), Coupon.Read(node), node.Compact(), created, place, node.Path);
                break;
            case "discount":
                References.AddDiscount(node, isDeleted ? created : null, created, place);
                break;
            case "price" or "plan" when node.Optional("type") is not { } type || type.Text() != "one_time":
                References.Prices.Add(node.Required("id").Text(), PriceReader.Read(node, charged: null), node.Compact(), created, place, node.Path);
                break;
            case "customer" when node.Optional("discount") is { } discount:
                References.Customers.Add(node.Required("id").Text(), AppliedCoupon.Read(discount), node.Compact(), created, place, node.Path);
                break;
            default:
                Account.LeaveOut(StripeRule.OtherKind);
                break;
        }
    }

    private void AddSubscription(JsonNode node, JsonNode? before, Instant? created, string? eventId, int rank, Place place)
    {
        SubscriptionState state = SubscriptionReader.Read(node);
        SubscriptionState? earlier = null;
        if (before is { } attributes)
        {
            try
            {
                earlier = SubscriptionReader.Read(node, attributes);
            }
            catch (RefusedException)
            {
                // An event may name only a part of what was before; then the state before stays unknown, and is not used.
            }
        }

        bool changesTerms = before is { } changed && (changed.Has("items") || changed.Has("plan") || changed.Has("quantity") || changed.Has("discount") || changed.Has("discounts"));
        var reading = new Reading(state, changesTerms ? earlier : null, created, eventId, rank, Digest.Of(state), earlier is null ? null : Digest.Of(earlier), place);
        ReadingsOf(state.Id).Add(reading);
    }

    private List<Reading> ReadingsOf(string id)
    {
        if (!Subscriptions.TryGetValue(id, out List<Reading>? readings))
        {
            Subscriptions[id] = readings = [];
        }

        return readings;
    }

    private void Count()
    {
        if (Account.Objects >= options.MaximumObjects)
        {
            throw TooMany();
        }

        Account.Read();
    }

    private InvalidDataException TooMany() =>
        new(FormattableString.Invariant($"There are more than {options.MaximumObjects} objects; StripeImportOptions.MaximumObjects allows up to 100000000."));

    private void Refuse(Place place, RefusedException refusal)
    {
        Account.Report(place, refusal);
        Account.Refuse(1);
    }

    /// <summary>What is missing of a subscription would be missed by what is left of it.</summary>
    private void RefuseSubscriptionOf(JsonNode node)
    {
        JsonNode? data = node.Optional("data")?.Optional("object") ?? node;
        if (data?.Optional("object") is { IsText: true } kind && kind.Shown() == "\"subscription\"" && data?.Optional("id") is { IsText: true } id)
        {
            try
            {
                _ = Refused.Add(id.Text());
            }
            catch (RefusedException)
            {
                // Without a readable id there is nothing else of it.
            }
        }
    }
}
