using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a cell of buyers in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class OrderCellTotalsJsonConverter : ValueJsonConverter<OrderCellTotals>
{
    private static readonly TotalsFields<OrderCellTotals> Fields = new TotalsFields<OrderCellTotals>("The totals of a cell of buyers")
        .Count("customers", totals => totals.Customers, (totals, value) => totals with { Customers = value })
        .Count("orders", totals => totals.Orders, (totals, value) => totals with { Orders = value })
        .Millionths("revenue", totals => totals.Revenue, (totals, value) => totals with { Revenue = value })
        .Millionths("revenueToDate", totals => totals.RevenueToDate, (totals, value) => totals with { RevenueToDate = value })
        .Count("customersOnOrAfter", totals => totals.CustomersOnOrAfter, (totals, value) => totals with { CustomersOnOrAfter = value });

    internal static OrderCellTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, OrderCellTotals value) => Fields.Write(json, value);

    internal override OrderCellTotals ReadValue(JsonElement json) => Fields.Read(json);
}
