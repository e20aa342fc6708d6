using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The cost of a measure in JSON: <c>oneOff</c> and <c>perPeriod</c>, both amounts.</summary>
public sealed class InitiativeCostJsonConverter : ValueJsonConverter<InitiativeCost>
{
    internal static InitiativeCostJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, InitiativeCost value)
    {
        json.WriteStartObject();
        json.WritePropertyName("oneOff");
        MoneyJsonConverter.Instance.WriteValue(json, value.OneOff);
        json.WritePropertyName("perPeriod");
        MoneyJsonConverter.Instance.WriteValue(json, value.PerPeriod);
        json.WriteEndObject();
    }

    internal override InitiativeCost ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A cost", "oneOff", "perPeriod");
        return new InitiativeCost(MoneyJsonConverter.Instance.ReadValue(fields["oneOff"]), MoneyJsonConverter.Instance.ReadValue(fields["perPeriod"]));
    }
}
