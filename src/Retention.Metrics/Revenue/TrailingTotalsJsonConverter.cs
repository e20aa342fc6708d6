using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a window in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class TrailingTotalsJsonConverter : ValueJsonConverter<TrailingTotals>
{
    private static readonly TotalsFields<TrailingTotals> Fields = new TotalsFields<TrailingTotals>("The totals of a window")
        .Millionths("openingMrr", totals => totals.OpeningMrr, (totals, value) => totals with { OpeningMrr = value })
        .Millionths("keptMrr", totals => totals.KeptMrr, (totals, value) => totals with { KeptMrr = value })
        .Millionths("closingMrr", totals => totals.ClosingMrr, (totals, value) => totals with { ClosingMrr = value })
        .Count("lostCustomers", totals => totals.LostCustomers, (totals, value) => totals with { LostCustomers = value })
        .Number("customersAtRisk", totals => totals.CustomersAtRisk, (totals, value) => totals with { CustomersAtRisk = value });

    internal static TrailingTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, TrailingTotals value) => Fields.Write(json, value);

    internal override TrailingTotals ReadValue(JsonElement json) => Fields.Read(json);
}
