using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>One setting of a policy, by name and value, with the place where its owner published it.</summary>
/// <param name="Name">The name, as in JSON: <c>churnDenominator</c>.</param>
/// <param name="Value">The value, as in JSON: <c>atStart</c>, <c>30</c>, <c>true</c>, <c>none</c>.</param>
/// <param name="Source">Where the owner of the definition published it; <see langword="null"/> where they have not and our default applies.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("MetricPolicy.Settings")]
public sealed record PolicySetting(string Name, string Value, string? Source = null) : IJsonAnswer
{
    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("name", Name);
        json.Add("value", Value);
        json.Add("source", Source);
    }
}
