using System.Text.Json;

namespace Retention.Metrics;

/// <summary>Money for each of something in JSON: <c>{"value":62.5,"numerator":250,"denominator":4,"currency":"EUR"}</c>, with <c>"value":null</c> where it is undefined.</summary>
/// <remarks>
/// The value has twelve significant digits; the parts have all their digits. The value need not be given, but must agree with the parts if it is.
/// </remarks>
public sealed class AverageMoneyJsonConverter : ValueJsonConverter<AverageMoney>
{
    internal override void WriteValue(Utf8JsonWriter json, AverageMoney value)
    {
        json.WriteStartObject();
        RatioJsonConverter.WriteFields(json, value.Parts);
        json.WriteString("currency", value.Currency.Code);
        json.WriteEndObject();
    }

    internal override AverageMoney ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "An average", "value", "numerator", "denominator", "currency");
        Ratio parts = RatioJsonConverter.ReadFields(fields, "An average");
        return AverageMoney.Of(new Money(parts.Numerator, Currency.Of(fields.Text("currency"))), parts.Denominator);
    }
}
