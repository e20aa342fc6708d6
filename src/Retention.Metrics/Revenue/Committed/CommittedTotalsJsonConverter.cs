using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of a period in JSON: its members in camel case, amounts as whole millionths in strings.</summary>
public sealed class CommittedTotalsJsonConverter : ValueJsonConverter<CommittedTotals>
{
    internal override void WriteValue(Utf8JsonWriter json, CommittedTotals value)
    {
        json.WriteStartObject();
        json.WriteString("knownMrr", value.KnownMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteString("committedMrr", value.CommittedMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteString("atRiskMrr", value.AtRiskMrr.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("atRiskCustomers", value.AtRiskCustomers);
        json.WriteNumber("atRiskSubscriptions", value.AtRiskSubscriptions);
        json.WriteNumber("leftOutSubscriptions", value.LeftOutSubscriptions);
        json.WriteEndObject();
    }

    internal override CommittedTotals ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "The totals of a period", "knownMrr", "committedMrr", "atRiskMrr", "atRiskCustomers", "atRiskSubscriptions", "leftOutSubscriptions");
        return new CommittedTotals
        {
            KnownMrr = fields.Millionths("knownMrr"),
            CommittedMrr = fields.Millionths("committedMrr"),
            AtRiskMrr = fields.Millionths("atRiskMrr"),
            AtRiskCustomers = fields.Count("atRiskCustomers"),
            AtRiskSubscriptions = fields.Count("atRiskSubscriptions"),
            LeftOutSubscriptions = fields.Count("leftOutSubscriptions"),
        };
    }
}
