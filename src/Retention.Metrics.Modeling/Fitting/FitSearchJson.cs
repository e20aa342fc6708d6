using System.Collections.Immutable;
using System.Text.Json;

namespace Retention.Metrics.Modeling.Fitting;

/// <summary>The JSON of how a fit searched and which limits it runs into; both are absent from the text of earlier versions.</summary>
internal static class FitSearchJson
{
    public static void Write(Utf8JsonWriter json, FitSearch? search, ImmutableArray<FitLimit> limits)
    {
        json.WritePropertyName("search");
        if (search is null)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStartObject();
            json.WriteNumber("starts", search.Starts);
            json.WriteNumber("reachedTop", search.ReachedTop);
            json.WriteEndObject();
        }

        json.WriteStartArray("limits");
        foreach (FitLimit limit in limits)
        {
            json.WriteStartObject();
            json.WriteString("model", limit.Model);
            json.WriteStartArray("ranAway");
            foreach (string name in limit.RanAway)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteString("ratio", limit.Ratio);
            if (limit.Value is { } value && double.IsFinite(value))
            {
                json.WriteNumber("value", value);
            }
            else
            {
                json.WriteNull("value");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static FitSearch? ReadSearch(JsonElement root)
    {
        if (!root.TryGetProperty("search", out JsonElement search) || search.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        int starts = search.GetProperty("starts").GetInt32(), reached = search.GetProperty("reachedTop").GetInt32();
        return starts >= 0 && reached >= 0 && reached <= starts
            ? new FitSearch(starts, reached)
            : throw new FormatException($"A search must have 0 or more starts, of which no more reached the top; it says {reached} of {starts}.");
    }

    public static ImmutableArray<FitLimit> ReadLimits(JsonElement root) => !root.TryGetProperty("limits", out JsonElement limits)
        ? []
        : [.. limits.EnumerateArray().Select(ReadLimit)];

    private static FitLimit ReadLimit(JsonElement limit)
    {
        JsonElement value = limit.GetProperty("value");
        return new FitLimit(
            limit.GetProperty("model").GetString() ?? throw new FormatException("A limit must name its model."),
            [.. limit.GetProperty("ranAway").EnumerateArray().Select(name => name.GetString() ?? throw new FormatException("A parameter that ran away must have a name."))],
            limit.GetProperty("ratio").GetString(),
            value.ValueKind == JsonValueKind.Null ? null
                : double.IsFinite(value.GetDouble()) ? value.GetDouble()
                : throw new FormatException("The value of a limit must be finite."));
    }
}
