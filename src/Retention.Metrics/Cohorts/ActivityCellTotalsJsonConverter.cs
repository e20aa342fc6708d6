using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a cell of a cohort by first activity in JSON: its members in camel case.</summary>
public sealed class ActivityCellTotalsJsonConverter : ValueJsonConverter<ActivityCellTotals>
{
    private static readonly TotalsFields<ActivityCellTotals> Fields = new TotalsFields<ActivityCellTotals>("The totals of a cell of active customers")
        .Count("customers", totals => totals.Customers, (totals, value) => totals with { Customers = value })
        .Count("activities", totals => totals.Activities, (totals, value) => totals with { Activities = value });

    internal static ActivityCellTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, ActivityCellTotals value) => Fields.Write(json, value);

    internal override ActivityCellTotals ReadValue(JsonElement json) => Fields.Read(json);
}
