using System.Text.Json;
using NodaTime.Text;

namespace Retention.Metrics;

/// <summary>A rate of exchange in JSON: <c>{"date":"2026-01-01","from":"USD","to":"EUR","rate":0.8}</c>.</summary>
public sealed class DatedExchangeRateJsonConverter : ValueJsonConverter<DatedExchangeRate>
{
    internal static DatedExchangeRateJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, DatedExchangeRate value)
    {
        json.WriteStartObject();
        json.WriteString("date", LocalDatePattern.Iso.Format(value.Date));
        json.WriteString("from", value.From.Code);
        json.WriteString("to", value.To.Code);
        json.WritePropertyName("rate");
        json.WriteRawValue(JsonText.Digits(value.Rate));
        json.WriteEndObject();
    }

    internal override DatedExchangeRate ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A rate of exchange", "date", "from", "to", "rate");
        return new DatedExchangeRate(fields.Date("date"), Currency.Of(fields.Text("from")), Currency.Of(fields.Text("to")), fields.Number("rate"));
    }
}
