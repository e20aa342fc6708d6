using System.Text.Json;

namespace Retention.Metrics;

/// <summary>An amount in JSON: <c>{"amount":12.50,"currency":"EUR"}</c>, exact, with the currency's decimals or as many more as it has.</summary>
public sealed class MoneyJsonConverter : ValueJsonConverter<Money>
{
    internal static MoneyJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, Money value)
    {
        json.WriteStartObject();
        json.WritePropertyName("amount");
        json.WriteRawValue(JsonText.Digits(value.Amount, value.Currency.MinorUnits));
        json.WriteString("currency", value.Currency.Code);
        json.WriteEndObject();
    }

    internal override Money ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "An amount", "amount", "currency");
        return new Money(fields.Number("amount"), Currency.Of(fields.Text("currency")));
    }
}
