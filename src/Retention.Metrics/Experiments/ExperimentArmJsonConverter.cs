using System.Text.Json;

namespace Retention.Metrics;

/// <summary>An arm of an experiment in JSON: <c>{"customers":80,"churned":48}</c>.</summary>
public sealed class ExperimentArmJsonConverter : ValueJsonConverter<ExperimentArm>
{
    internal static ExperimentArmJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, ExperimentArm value)
    {
        json.WriteStartObject();
        json.WriteNumber("customers", value.Customers);
        json.WriteNumber("churned", value.Churned);
        json.WriteEndObject();
    }

    internal override ExperimentArm ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "An arm", "customers", "churned");
        return new ExperimentArm(fields.Count("customers"), fields.Count("churned"));
    }
}
