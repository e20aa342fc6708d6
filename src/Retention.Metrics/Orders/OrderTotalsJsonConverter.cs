using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of orders in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class OrderTotalsJsonConverter : ValueJsonConverter<OrderTotals>
{
    private static readonly TotalsFields<OrderTotals> Fields = new TotalsFields<OrderTotals>("The totals of orders")
        .Count("orders", totals => totals.Orders, (totals, value) => totals with { Orders = value })
        .Millionths("revenue", totals => totals.Revenue, (totals, value) => totals with { Revenue = value })
        .Count("uniqueCustomers", totals => totals.UniqueCustomers, (totals, value) => totals with { UniqueCustomers = value })
        .Count("repeatCustomers", totals => totals.RepeatCustomers, (totals, value) => totals with { RepeatCustomers = value })
        .Count("returningCustomers", totals => totals.ReturningCustomers, (totals, value) => totals with { ReturningCustomers = value });

    internal static OrderTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, OrderTotals value) => Fields.Write(json, value);

    internal override OrderTotals ReadValue(JsonElement json) => Fields.Read(json);
}
