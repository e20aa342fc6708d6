using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a cell of buyers in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class OrderCellTotalsJsonConverter : ValueJsonConverter<OrderCellTotals>
{
    internal static OrderCellTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, OrderCellTotals value)
    {
        json.WriteStartObject();
        json.WriteNumber("customers", value.Customers);
        json.WriteNumber("orders", value.Orders);
        json.WriteString("revenue", value.Revenue.ToString(CultureInfo.InvariantCulture));
        json.WriteString("revenueToDate", value.RevenueToDate.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("customersOnOrAfter", value.CustomersOnOrAfter);
        json.WriteEndObject();
    }

    internal override OrderCellTotals ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "The totals of a cell of buyers", "customers", "orders", "revenue", "revenueToDate", "customersOnOrAfter");
        return new OrderCellTotals
        {
            Customers = fields.Count("customers"),
            Orders = fields.Count("orders"),
            Revenue = fields.Millionths("revenue"),
            RevenueToDate = fields.Millionths("revenueToDate"),
            CustomersOnOrAfter = fields.Count("customersOnOrAfter"),
        };
    }
}
