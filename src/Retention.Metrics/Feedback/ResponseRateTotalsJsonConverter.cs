using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a response rate in JSON: its members in camel case.</summary>
public sealed class ResponseRateTotalsJsonConverter : ValueJsonConverter<ResponseRateTotals>
{
    private static readonly TotalsFields<ResponseRateTotals> Fields = new TotalsFields<ResponseRateTotals>("The totals of a response rate")
        .Count("asked", totals => totals.Asked, (totals, value) => totals with { Asked = value })
        .Count("responders", totals => totals.Responders, (totals, value) => totals with { Responders = value })
        .Count("otherResponders", totals => totals.OtherResponders, (totals, value) => totals with { OtherResponders = value });

    internal static ResponseRateTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, ResponseRateTotals value) => Fields.Write(json, value);

    internal override ResponseRateTotals ReadValue(JsonElement json) => Fields.Read(json);
}
