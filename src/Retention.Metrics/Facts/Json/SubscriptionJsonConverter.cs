using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A subscription in JSON: <c>{"id":"ada-1","customer":"ada"}</c>.</summary>
public sealed class SubscriptionJsonConverter : ValueJsonConverter<Subscription>
{
    internal override void WriteValue(Utf8JsonWriter json, Subscription value)
    {
        json.WriteStartObject();
        json.WriteString("id", JsonText.Writable(value.Id.Value, typeof(SubscriptionId)));
        json.WriteString("customer", JsonText.Writable(value.Customer.Value, typeof(CustomerId)));
        json.WriteEndObject();
    }

    internal override Subscription ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A subscription", "id", "customer");
        return new Subscription(new SubscriptionId(fields.Text("id")), new CustomerId(fields.Text("customer")));
    }
}
