using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A segment in JSON: its values, <c>["pro","DE"]</c>.</summary>
public sealed class SegmentJsonConverter : ValueJsonConverter<Segment>
{
    internal static SegmentJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, Segment value)
    {
        json.WriteStartArray();
        foreach (string one in value.Values)
        {
            json.WriteStringValue(JsonText.Whole(one, typeof(Segment)));
        }

        json.WriteEndArray();
    }

    internal override Segment ReadValue(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? new Segment([.. json.EnumerateArray().Select(value => JsonText.Text(value, "A segment's value"))])
        : throw JsonText.Unexpected(json, "A segment", "an array of its values");
}
