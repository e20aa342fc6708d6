using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a customer in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class RfmTotalsJsonConverter : ValueJsonConverter<RfmTotals>
{
    internal static RfmTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, RfmTotals value)
    {
        json.WriteStartObject();
        json.WriteNumber("frequency", value.Frequency);
        json.WriteNumber("recencyDays", value.RecencyDays);
        json.WriteNumber("ageDays", value.AgeDays);
        json.WriteString("firstRevenue", value.FirstRevenue.ToString(CultureInfo.InvariantCulture));
        json.WriteString("repeatRevenue", value.RepeatRevenue.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    internal override RfmTotals ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "The totals of a customer", "frequency", "recencyDays", "ageDays", "firstRevenue", "repeatRevenue");
        return new RfmTotals
        {
            Frequency = JsonText.Whole(fields["frequency"], "The totals of a customer.frequency"),
            RecencyDays = JsonText.Whole(fields["recencyDays"], "The totals of a customer.recencyDays"),
            AgeDays = JsonText.Whole(fields["ageDays"], "The totals of a customer.ageDays"),
            FirstRevenue = Revenue("firstRevenue"),
            RepeatRevenue = Revenue("repeatRevenue"),
        };

        long Revenue(string name) => fields.Millionths(name) is var millionths && millionths >= long.MinValue && millionths <= long.MaxValue
            ? (long)millionths
            : throw JsonText.Unexpected(fields[name], $"The totals of a customer.{name}", "whole millionths of 64 bits in a string");
    }
}
