using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of orders in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class OrderTotalsJsonConverter : ValueJsonConverter<OrderTotals>
{
    internal static OrderTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, OrderTotals value)
    {
        json.WriteStartObject();
        json.WriteNumber("orders", value.Orders);
        json.WriteString("revenue", value.Revenue.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("uniqueCustomers", value.UniqueCustomers);
        json.WriteNumber("repeatCustomers", value.RepeatCustomers);
        json.WriteNumber("returningCustomers", value.ReturningCustomers);
        json.WriteEndObject();
    }

    internal override OrderTotals ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "The totals of orders", "orders", "revenue", "uniqueCustomers", "repeatCustomers", "returningCustomers");
        return new OrderTotals
        {
            Orders = fields.Count("orders"),
            Revenue = fields.Millionths("revenue"),
            UniqueCustomers = fields.Count("uniqueCustomers"),
            RepeatCustomers = fields.Count("repeatCustomers"),
            ReturningCustomers = fields.Count("returningCustomers"),
        };
    }
}
