using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A customer in JSON: <c>{"id":"ada","attributes":{"plan":"pro"}}</c>.</summary>
public sealed class CustomerJsonConverter : ValueJsonConverter<Customer>
{
    internal override void WriteValue(Utf8JsonWriter json, Customer value)
    {
        json.WriteStartObject();
        json.WriteString("id", JsonText.Writable(value.Id.Value, typeof(CustomerId)));
        json.WriteStartObject("attributes");
        foreach ((string name, string one) in value.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            json.WriteString(JsonText.Whole(name, typeof(Customer)), JsonText.Whole(one, typeof(Customer)));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal override Customer ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A customer", "id", "attributes");
        return new Customer(new CustomerId(fields.Text("id")), fields.Find("attributes") is { } attributes ? Attributes(attributes) : []);
    }

    private static IEnumerable<KeyValuePair<string, string>> Attributes(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().Select(attribute => KeyValuePair.Create(attribute.Name, JsonText.Text(attribute.Value, $"A customer.attributes.{attribute.Name}")))
        : throw JsonText.Unexpected(json, "A customer.attributes", "an object of names and strings");
}
