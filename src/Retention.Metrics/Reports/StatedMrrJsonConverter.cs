using System.Text.Json;
using NodaTime.Text;

namespace Retention.Metrics;

/// <summary>A figure of another system in JSON: <c>{"customer":"ada","month":"2026-03","mrr":{"amount":49.00,"currency":"EUR"}}</c>.</summary>
public sealed class StatedMrrJsonConverter : ValueJsonConverter<StatedMrr>
{
    internal static StatedMrrJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, StatedMrr value)
    {
        json.WriteStartObject();
        json.WriteString("customer", JsonText.Writable(value.Customer.Value, typeof(CustomerId)));
        json.WriteString("month", YearMonthPattern.Iso.Format(value.Month));
        json.WritePropertyName("mrr");
        MoneyJsonConverter.Instance.WriteValue(json, value.Mrr);
        json.WriteEndObject();
    }

    internal override StatedMrr ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A stated MRR", "customer", "month", "mrr");
        return new StatedMrr(new CustomerId(fields.Text("customer")), fields.Month("month"), MoneyJsonConverter.Instance.ReadValue(fields["mrr"]));
    }
}
