using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a customer in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class RfmTotalsJsonConverter : ValueJsonConverter<RfmTotals>
{
    private static readonly TotalsFields<RfmTotals> Fields = new TotalsFields<RfmTotals>("The totals of a customer")
        .Whole("frequency", totals => totals.Frequency, (totals, value) => totals with { Frequency = value })
        .Whole("recencyDays", totals => totals.RecencyDays, (totals, value) => totals with { RecencyDays = value })
        .Whole("ageDays", totals => totals.AgeDays, (totals, value) => totals with { AgeDays = value })
        .Millionths64("firstRevenue", totals => totals.FirstRevenue, (totals, value) => totals with { FirstRevenue = value })
        .Millionths64("repeatRevenue", totals => totals.RepeatRevenue, (totals, value) => totals with { RepeatRevenue = value });

    internal static RfmTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, RfmTotals value) => Fields.Write(json, value);

    internal override RfmTotals ReadValue(JsonElement json) => Fields.Read(json);
}
