using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a period in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class RollForwardTotalsJsonConverter : ValueJsonConverter<RollForwardTotals>
{
    private static readonly string[] Names =
    [
        .. RollForwardFigure.Movements.Select(movement => movement.Name),
        "openingMrr", "fxMrr", "closingMrr", "lostMrr", "gainedMrr", "openingCustomers", "newCustomers",
        "reactivatedCustomers", "expandedCustomers", "contractedCustomers", "churnedCustomers", "closingCustomers", "neverRetainedCustomers", "lostCustomers", "customersAtRisk",
    ];

    internal static RollForwardTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, RollForwardTotals value)
    {
        json.WriteStartObject();
        json.WriteString("openingMrr", value.OpeningMrr.ToString(CultureInfo.InvariantCulture));
        foreach (RollForwardFigure movement in RollForwardFigure.Movements)
        {
            json.WriteString(movement.Name, value.Movements.Of(movement.Explained!.Value).ToString(CultureInfo.InvariantCulture));
        }

        json.WriteString("fxMrr", value.FxMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteString("closingMrr", value.ClosingMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteString("lostMrr", value.LostMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteString("gainedMrr", value.GainedMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("openingCustomers", value.OpeningCustomers);
        json.WriteNumber("newCustomers", value.NewCustomers);
        json.WriteNumber("reactivatedCustomers", value.ReactivatedCustomers);
        json.WriteNumber("expandedCustomers", value.ExpandedCustomers);
        json.WriteNumber("contractedCustomers", value.ContractedCustomers);
        json.WriteNumber("churnedCustomers", value.ChurnedCustomers);
        json.WriteNumber("closingCustomers", value.ClosingCustomers);
        json.WriteNumber("neverRetainedCustomers", value.NeverRetainedCustomers);
        json.WriteNumber("lostCustomers", value.LostCustomers);
        json.WritePropertyName("customersAtRisk");
        json.WriteRawValue(JsonText.Digits(value.CustomersAtRisk));
        json.WriteEndObject();
    }

    internal override RollForwardTotals ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "The totals of a period", Names);
        return new RollForwardTotals
        {
            OpeningMrr = fields.Millionths("openingMrr"),
            Movements = Movements(fields),
            FxMrr = fields.Millionths("fxMrr"),
            ClosingMrr = fields.Millionths("closingMrr"),
            LostMrr = fields.Millionths("lostMrr"),
            GainedMrr = fields.Millionths("gainedMrr"),
            OpeningCustomers = fields.Count("openingCustomers"),
            NewCustomers = fields.Count("newCustomers"),
            ReactivatedCustomers = fields.Count("reactivatedCustomers"),
            ExpandedCustomers = fields.Count("expandedCustomers"),
            ContractedCustomers = fields.Count("contractedCustomers"),
            ChurnedCustomers = fields.Count("churnedCustomers"),
            ClosingCustomers = fields.Count("closingCustomers"),
            NeverRetainedCustomers = fields.Count("neverRetainedCustomers"),
            LostCustomers = fields.Count("lostCustomers"),
            CustomersAtRisk = fields.Number("customersAtRisk"),
        };
    }

    private static MovementAmounts Movements(JsonFields fields) =>
        RollForwardFigure.Movements.Aggregate(default(MovementAmounts), (amounts, movement) => amounts.With(movement.Explained!.Value, fields.Millionths(movement.Name)));
}
