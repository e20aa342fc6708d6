using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A policy in JSON: its settings, as <see cref="MetricPolicy.ToJson"/> writes them.</summary>
public sealed class MetricPolicyJsonConverter : ValueJsonConverter<MetricPolicy>
{
    internal static MetricPolicyJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, MetricPolicy value) => value.WriteTo(json);

    internal override MetricPolicy ReadValue(JsonElement json) => MetricPolicy.FromJson(json.GetRawText());
}
