using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a group in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class SignalGroupTotalsJsonConverter : ValueJsonConverter<SignalGroupTotals>
{
    private static readonly TotalsFields<SignalGroupTotals> Fields = new TotalsFields<SignalGroupTotals>("The totals of a group")
        .Count("atRisk", totals => totals.AtRisk, (totals, value) => totals with { AtRisk = value })
        .Count("lost", totals => totals.Lost, (totals, value) => totals with { Lost = value })
        .Millionths("mrrAtRisk", totals => totals.MrrAtRisk, (totals, value) => totals with { MrrAtRisk = value })
        .Millionths("mrrLost", totals => totals.MrrLost, (totals, value) => totals with { MrrLost = value })
        .Optional("from", totals => totals.From, (totals, value) => totals with { From = value })
        .Optional("to", totals => totals.To, (totals, value) => totals with { To = value });

    internal static SignalGroupTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, SignalGroupTotals value) => Fields.Write(json, value);

    internal override SignalGroupTotals ReadValue(JsonElement json) => Fields.Read(json);
}
