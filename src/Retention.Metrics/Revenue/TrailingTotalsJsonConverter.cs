using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a window in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class TrailingTotalsJsonConverter : ValueJsonConverter<TrailingTotals>
{
    internal static TrailingTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, TrailingTotals value)
    {
        json.WriteStartObject();
        json.WriteString("openingMrr", value.OpeningMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteString("keptMrr", value.KeptMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteString("closingMrr", value.ClosingMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("lostCustomers", value.LostCustomers);
        json.WritePropertyName("customersAtRisk");
        json.WriteRawValue(JsonText.Digits(value.CustomersAtRisk));
        json.WriteEndObject();
    }

    internal override TrailingTotals ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "The totals of a window", "openingMrr", "keptMrr", "closingMrr", "lostCustomers", "customersAtRisk");
        return new TrailingTotals
        {
            OpeningMrr = fields.Millionths("openingMrr"),
            KeptMrr = fields.Millionths("keptMrr"),
            ClosingMrr = fields.Millionths("closingMrr"),
            LostCustomers = fields.Count("lostCustomers"),
            CustomersAtRisk = fields.Number("customersAtRisk"),
        };
    }
}
