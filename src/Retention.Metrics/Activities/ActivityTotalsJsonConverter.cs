using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of activity in JSON: its members in camel case, the sum of quantities in a string.</summary>
public sealed class ActivityTotalsJsonConverter : ValueJsonConverter<ActivityTotals>
{
    private static readonly TotalsFields<ActivityTotals> Fields = new TotalsFields<ActivityTotals>("The totals of activity")
        .Count("activities", totals => totals.Activities, (totals, value) => totals with { Activities = value })
        .Millionths("quantity", totals => totals.Quantity, (totals, value) => totals with { Quantity = value })
        .Count("customerDays", totals => totals.CustomerDays, (totals, value) => totals with { CustomerDays = value })
        .Count("retainedCustomers", totals => totals.RetainedCustomers, (totals, value) => totals with { RetainedCustomers = value })
        .Count("newCustomers", totals => totals.NewCustomers, (totals, value) => totals with { NewCustomers = value })
        .Count("resurrectedCustomers", totals => totals.ResurrectedCustomers, (totals, value) => totals with { ResurrectedCustomers = value })
        .Count("dormantCustomers", totals => totals.DormantCustomers, (totals, value) => totals with { DormantCustomers = value });

    internal static ActivityTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, ActivityTotals value) => Fields.Write(json, value);

    internal override ActivityTotals ReadValue(JsonElement json) => Fields.Read(json);
}
