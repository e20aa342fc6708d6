using System.Text.Json;

namespace Retention.Metrics;

/// <summary>An interval of revenue in JSON: <c>customer</c>, <c>start</c>, <c>end</c> and <c>revenue</c>; without <c>end</c> it goes on.</summary>
public sealed class RevenueIntervalJsonConverter : ValueJsonConverter<RevenueInterval>
{
    internal static RevenueIntervalJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, RevenueInterval value)
    {
        json.WriteStartObject();
        json.WriteString("customer", JsonText.Writable(value.Customer.Value, typeof(CustomerId)));
        json.WriteString("start", JsonText.Of(value.Start));
        JsonText.Write(json, "end", value.End);
        json.WritePropertyName("revenue");
        RecurringRevenueJsonConverter.Instance.WriteValue(json, value.Revenue);
        json.WriteEndObject();
    }

    internal override RevenueInterval ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "An interval", "customer", "start", "end", "revenue");
        return new RevenueInterval(new CustomerId(fields.Text("customer")), fields.Instant("start"), fields.FindInstant("end"), RecurringRevenueJsonConverter.Instance.ReadValue(fields["revenue"]));
    }
}
