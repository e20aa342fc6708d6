using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A level of revenue in JSON: <c>customer</c>, <c>subscription</c>, <c>at</c> and <c>revenue</c>.</summary>
public sealed class RevenueLevelJsonConverter : ValueJsonConverter<RevenueLevel>
{
    internal static RevenueLevelJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, RevenueLevel value)
    {
        json.WriteStartObject();
        json.WriteString("customer", JsonText.Writable(value.Customer.Value, typeof(CustomerId)));
        json.WriteString("subscription", JsonText.Writable(value.Subscription.Value, typeof(SubscriptionId)));
        json.WriteString("at", JsonText.Of(value.At));
        json.WritePropertyName("revenue");
        RecurringRevenueJsonConverter.Instance.WriteValue(json, value.Revenue);
        json.WriteEndObject();
    }

    internal override RevenueLevel ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A level", "customer", "subscription", "at", "revenue");
        return new RevenueLevel(
            new CustomerId(fields.Text("customer")), new SubscriptionId(fields.Text("subscription")), fields.Instant("at"), RecurringRevenueJsonConverter.Instance.ReadValue(fields["revenue"]));
    }
}
