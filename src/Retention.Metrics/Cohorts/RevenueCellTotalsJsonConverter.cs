using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a cell of subscribers in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class RevenueCellTotalsJsonConverter : ValueJsonConverter<RevenueCellTotals>
{
    internal static RevenueCellTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, RevenueCellTotals value)
    {
        json.WriteStartObject();
        json.WriteNumber("customers", value.Customers);
        json.WriteString("mrr", value.Mrr.ToString(CultureInfo.InvariantCulture));
        json.WriteString("grossMrr", value.GrossMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    internal override RevenueCellTotals ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "The totals of a cell of subscribers", "customers", "mrr", "grossMrr");
        return new RevenueCellTotals
        {
            Customers = fields.Count("customers"),
            Mrr = fields.Millionths("mrr"),
            GrossMrr = fields.Millionths("grossMrr"),
        };
    }
}
