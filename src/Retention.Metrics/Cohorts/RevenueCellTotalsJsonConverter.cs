using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a cell of subscribers in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class RevenueCellTotalsJsonConverter : ValueJsonConverter<RevenueCellTotals>
{
    private static readonly TotalsFields<RevenueCellTotals> Fields = new TotalsFields<RevenueCellTotals>("The totals of a cell of subscribers")
        .Count("customers", totals => totals.Customers, (totals, value) => totals with { Customers = value })
        .Millionths("mrr", totals => totals.Mrr, (totals, value) => totals with { Mrr = value })
        .Millionths("grossMrr", totals => totals.GrossMrr, (totals, value) => totals with { GrossMrr = value });

    internal static RevenueCellTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, RevenueCellTotals value) => Fields.Write(json, value);

    internal override RevenueCellTotals ReadValue(JsonElement json) => Fields.Read(json);
}
