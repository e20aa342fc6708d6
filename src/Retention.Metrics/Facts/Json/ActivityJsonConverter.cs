using System.Text.Json;

namespace Retention.Metrics;

/// <summary>An activity in JSON: <c>customer</c>, <c>at</c>, <c>kind</c> and <c>quantity</c>; without a kind it is <see cref="Activity.DefaultKind"/>, without a quantity 1.</summary>
public sealed class ActivityJsonConverter : ValueJsonConverter<Activity>
{
    internal static ActivityJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, Activity value)
    {
        json.WriteStartObject();
        json.WriteString("customer", JsonText.Writable(value.Customer.Value, typeof(CustomerId)));
        json.WriteString("at", JsonText.Of(value.At));
        json.WriteString("kind", JsonText.Writable(value.Kind, typeof(Activity)));
        json.WriteNumber("quantity", value.Quantity);
        json.WriteEndObject();
    }

    internal override Activity ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "An activity", "customer", "at", "kind", "quantity");
        return new Activity(
            new CustomerId(fields.Text("customer")), fields.Instant("at"), fields.FindText("kind") ?? Activity.DefaultKind, fields.Find("quantity") is null ? 1 : fields.Count("quantity"));
    }
}
