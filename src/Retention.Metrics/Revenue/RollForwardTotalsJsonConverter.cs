using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a period in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class RollForwardTotalsJsonConverter : ValueJsonConverter<RollForwardTotals>
{
    private static readonly TotalsFields<RollForwardTotals> Fields = AddMovements(
        new TotalsFields<RollForwardTotals>("The totals of a period").Millionths("openingMrr", totals => totals.OpeningMrr, (totals, value) => totals with { OpeningMrr = value }))
        .Millionths("fxMrr", totals => totals.FxMrr, (totals, value) => totals with { FxMrr = value })
        .Millionths("closingMrr", totals => totals.ClosingMrr, (totals, value) => totals with { ClosingMrr = value })
        .Millionths("lostMrr", totals => totals.LostMrr, (totals, value) => totals with { LostMrr = value })
        .Millionths("gainedMrr", totals => totals.GainedMrr, (totals, value) => totals with { GainedMrr = value })
        .Count("openingCustomers", totals => totals.OpeningCustomers, (totals, value) => totals with { OpeningCustomers = value })
        .Count("newCustomers", totals => totals.NewCustomers, (totals, value) => totals with { NewCustomers = value })
        .Count("reactivatedCustomers", totals => totals.ReactivatedCustomers, (totals, value) => totals with { ReactivatedCustomers = value })
        .Count("expandedCustomers", totals => totals.ExpandedCustomers, (totals, value) => totals with { ExpandedCustomers = value })
        .Count("contractedCustomers", totals => totals.ContractedCustomers, (totals, value) => totals with { ContractedCustomers = value })
        .Count("churnedCustomers", totals => totals.ChurnedCustomers, (totals, value) => totals with { ChurnedCustomers = value })
        .Count("closingCustomers", totals => totals.ClosingCustomers, (totals, value) => totals with { ClosingCustomers = value })
        .Count("neverRetainedCustomers", totals => totals.NeverRetainedCustomers, (totals, value) => totals with { NeverRetainedCustomers = value })
        .Count("lostCustomers", totals => totals.LostCustomers, (totals, value) => totals with { LostCustomers = value })
        .Number("customersAtRisk", totals => totals.CustomersAtRisk, (totals, value) => totals with { CustomersAtRisk = value });

    internal static RollForwardTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, RollForwardTotals value) => Fields.Write(json, value);

    internal override RollForwardTotals ReadValue(JsonElement json) => Fields.Read(json);

    private static TotalsFields<RollForwardTotals> AddMovements(TotalsFields<RollForwardTotals> fields) => RollForwardFigure.Movements.Aggregate(
        fields,
        (all, movement) => all.Millionths(movement.Name, totals => totals.Movements.Of(movement.Explained!.Value), (totals, value) => totals with { Movements = totals.Movements.With(movement.Explained!.Value, value) }));
}
