using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a product in a period in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class ProductTotalsJsonConverter : ValueJsonConverter<ProductTotals>
{
    private static readonly string[] Names =
    [
        "openingMrr", .. RollForwardFigure.Movements.Select(movement => movement.Name), "transferInMrr", "transferOutMrr", "closingMrr", "lostMrr", "gainedMrr",
        "holderMrr", "holderLostMrr", "holderGainedMrr", "openingCustomers", "joinedCustomers", "leftCustomers", "closingCustomers", "lostCustomers", "churnedCustomers",
    ];

    internal static ProductTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, ProductTotals value)
    {
        json.WriteStartObject();
        Write("openingMrr", value.OpeningMrr);
        foreach (RollForwardFigure movement in RollForwardFigure.Movements)
        {
            Write(movement.Name, value.Movements.Of(movement.Explained!.Value));
        }

        Write("transferInMrr", value.TransferInMrr);
        Write("transferOutMrr", value.TransferOutMrr);
        Write("closingMrr", value.ClosingMrr);
        Write("lostMrr", value.LostMrr);
        Write("gainedMrr", value.GainedMrr);
        Write("holderMrr", value.HolderMrr);
        Write("holderLostMrr", value.HolderLostMrr);
        Write("holderGainedMrr", value.HolderGainedMrr);
        json.WriteNumber("openingCustomers", value.OpeningCustomers);
        json.WriteNumber("joinedCustomers", value.JoinedCustomers);
        json.WriteNumber("leftCustomers", value.LeftCustomers);
        json.WriteNumber("closingCustomers", value.ClosingCustomers);
        json.WriteNumber("lostCustomers", value.LostCustomers);
        json.WriteNumber("churnedCustomers", value.ChurnedCustomers);
        json.WriteEndObject();

        void Write(string name, Int128 millionths) => json.WriteString(name, millionths.ToString(CultureInfo.InvariantCulture));
    }

    internal override ProductTotals ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "The totals of a product", Names);
        return new ProductTotals
        {
            OpeningMrr = fields.Millionths("openingMrr"),
            Movements = RollForwardFigure.Movements.Aggregate(default(MovementAmounts), (amounts, movement) => amounts.With(movement.Explained!.Value, fields.Millionths(movement.Name))),
            TransferInMrr = fields.Millionths("transferInMrr"),
            TransferOutMrr = fields.Millionths("transferOutMrr"),
            ClosingMrr = fields.Millionths("closingMrr"),
            LostMrr = fields.Millionths("lostMrr"),
            GainedMrr = fields.Millionths("gainedMrr"),
            HolderMrr = fields.Millionths("holderMrr"),
            HolderLostMrr = fields.Millionths("holderLostMrr"),
            HolderGainedMrr = fields.Millionths("holderGainedMrr"),
            OpeningCustomers = fields.Count("openingCustomers"),
            JoinedCustomers = fields.Count("joinedCustomers"),
            LeftCustomers = fields.Count("leftCustomers"),
            ClosingCustomers = fields.Count("closingCustomers"),
            LostCustomers = fields.Count("lostCustomers"),
            ChurnedCustomers = fields.Count("churnedCustomers"),
        };
    }
}
