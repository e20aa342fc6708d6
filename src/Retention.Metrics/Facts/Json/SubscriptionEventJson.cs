using System.Text.Json;
using NodaTime;

namespace Retention.Metrics.Facts.Json;

/// <summary>Events of every kind in JSON.</summary>
internal static class SubscriptionEventJson
{
    private static readonly string[] Common = ["kind", "subscription", "customer", "at", "recordedAt", "eventId"];

    private static readonly string[] Kinds =
    [
        "trialStarted", "started", "priceChanged", "paused", "resumed", "paymentFailed", "paymentRecovered", "cancellationScheduled", "cancellationRevoked", "ended",
    ];

    public static string KindOf(SubscriptionEvent one) => JsonNamingPolicy.CamelCase.ConvertName(one.GetType().Name);

    public static void Write(Utf8JsonWriter json, SubscriptionEvent one)
    {
        json.WriteStartObject();
        json.WriteString("kind", KindOf(one));
        json.WriteString("subscription", JsonText.Writable(one.Subscription.Value, typeof(SubscriptionId)));
        json.WriteString("customer", JsonText.Writable(one.Customer.Value, typeof(CustomerId)));
        json.WriteString("at", JsonText.Of(one.At));
        switch (one)
        {
            case SubscriptionEvent.Started started:
                WritePrice(json, started.Price, started.Discount);
                break;
            case SubscriptionEvent.PriceChanged changed:
                WritePrice(json, changed.Price, changed.Discount);
                break;
            case SubscriptionEvent.CancellationScheduled scheduled:
                json.WriteString("effectiveAt", JsonText.Of(scheduled.EffectiveAt));
                WriteReason(json, scheduled.Reason);
                break;
            case SubscriptionEvent.Ended ended:
                WriteReason(json, ended.Reason);
                break;
        }

        JsonText.Write(json, "recordedAt", one.RecordedAt);
        if (one.EventId is { } id)
        {
            json.WriteString("eventId", JsonText.Whole(id, typeof(SubscriptionEvent)));
        }

        json.WriteEndObject();
    }

    public static SubscriptionEvent Read(JsonElement json)
    {
        string? kind = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("kind", out JsonElement stated) ? JsonText.Text(stated, "An event.kind") : null;
        string[] own = kind switch
        {
            "started" or "priceChanged" => ["price", "discount"],
            "cancellationScheduled" => ["effectiveAt", "reason"],
            "ended" => ["reason"],
            _ => [],
        };
        var fields = new JsonFields(json, "An event", [.. Common, .. own]);
        var subscription = new SubscriptionId(fields.Text("subscription"));
        var customer = new CustomerId(fields.Text("customer"));
        Instant at = fields.Instant("at");
        SubscriptionEvent read = kind switch
        {
            "trialStarted" => new SubscriptionEvent.TrialStarted(subscription, customer, at),
            "started" => new SubscriptionEvent.Started(subscription, customer, at, Price(fields), Discount(fields)),
            "priceChanged" => new SubscriptionEvent.PriceChanged(subscription, customer, at, Price(fields), Discount(fields)),
            "paused" => new SubscriptionEvent.Paused(subscription, customer, at),
            "resumed" => new SubscriptionEvent.Resumed(subscription, customer, at),
            "paymentFailed" => new SubscriptionEvent.PaymentFailed(subscription, customer, at),
            "paymentRecovered" => new SubscriptionEvent.PaymentRecovered(subscription, customer, at),
            "cancellationScheduled" => new SubscriptionEvent.CancellationScheduled(subscription, customer, at, fields.Instant("effectiveAt"), Reason(fields)),
            "cancellationRevoked" => new SubscriptionEvent.CancellationRevoked(subscription, customer, at),
            "ended" => new SubscriptionEvent.Ended(subscription, customer, at, Reason(fields)),
            _ => throw JsonText.Unexpected(fields["kind"], "An event.kind", string.Join(", ", Kinds)),
        };
        return read with { RecordedAt = fields.FindInstant("recordedAt"), EventId = fields.FindText("eventId") };
    }

    private static void WritePrice(Utf8JsonWriter json, RecurringPrice price, Discount? discount)
    {
        json.WritePropertyName("price");
        RecurringPriceJsonConverter.Instance.WriteValue(json, price ?? throw new JsonException("An event has no price; what is free has a price of 0."));
        if (discount is not null)
        {
            json.WritePropertyName("discount");
            DiscountJsonConverter.Instance.WriteValue(json, discount);
        }
    }

    private static void WriteReason(Utf8JsonWriter json, ChurnReason reason)
    {
        if (reason != default)
        {
            json.WritePropertyName("reason");
            ChurnReasonJsonConverter.Instance.WriteValue(json, reason);
        }
    }

    private static RecurringPrice Price(JsonFields fields) => RecurringPriceJsonConverter.Instance.ReadValue(fields["price"]);

    private static Discount? Discount(JsonFields fields) => fields.Find("discount") is { } discount ? DiscountJsonConverter.Instance.ReadValue(discount) : null;

    private static ChurnReason Reason(JsonFields fields) => fields.Find("reason") is { } reason ? ChurnReasonJsonConverter.Instance.ReadValue(reason) : default;
}
