using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A billing interval in JSON: <c>{"unit":"month","count":1}</c>; a count of 1 can be left out.</summary>
public sealed class BillingIntervalJsonConverter : ValueJsonConverter<BillingInterval>
{
    internal static BillingIntervalJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, BillingInterval value)
    {
        json.WriteStartObject();
        json.WriteString("unit", JsonText.Of(value.Unit));
        json.WriteNumber("count", value.Count);
        json.WriteEndObject();
    }

    internal override BillingInterval ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "An interval", "unit", "count");
        return new BillingInterval(fields.Choice<BillingUnit>("unit"), fields.FindWhole("count") ?? 1);
    }
}
