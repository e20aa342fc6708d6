using System.Text.Json;

namespace Retention.Metrics;

/// <summary>Counts of responses in JSON: <c>{"kind":"csat","counts":[1,0,2,3,4]}</c>, from the lowest score of the scale to the highest.</summary>
public sealed class ScoreCountsJsonConverter : ValueJsonConverter<ScoreCounts>
{
    private const string What = "The counts of scores";

    internal static ScoreCountsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, ScoreCounts value)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonText.Of(value.Kind));
        json.WriteStartArray("counts");
        foreach (long count in value.All())
        {
            json.WriteNumberValue(count);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal override ScoreCounts ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, What, "kind", "counts");
        JsonElement counts = fields["counts"];
        return counts.ValueKind == JsonValueKind.Array
            ? new ScoreCounts(fields.Choice<SurveyKind>("kind"), [.. counts.EnumerateArray().Select(CountOf)])
            : throw JsonText.Unexpected(counts, $"{What}.counts", "an array of whole numbers");
    }

    private static long CountOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out long count) ? count : throw JsonText.Unexpected(json, $"{What}.counts", "whole numbers");
}
