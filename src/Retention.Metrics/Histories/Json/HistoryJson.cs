using System.Text.Json;

namespace Retention.Metrics.Histories.Json;

/// <summary>Histories in JSON: arrays of facts.</summary>
internal static class HistoryJson
{
    public static void Write<TFact>(Utf8JsonWriter json, IEnumerable<TFact> facts, Action<Utf8JsonWriter, TFact> write)
    {
        json.WriteStartArray();
        foreach (TFact fact in facts)
        {
            write(json, fact);
        }

        json.WriteEndArray();
    }

    public static THistory Read<TFact, THistory>(JsonElement json, string what, Func<JsonElement, TFact> read, Func<IEnumerable<TFact>, THistory> create)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            throw JsonText.Unexpected(json, "A history", $"an array of {what}");
        }

        try
        {
            return create([.. json.EnumerateArray().Select(read)]);
        }
        catch (InvalidHistoryException problem)
        {
            throw new JsonException(problem.Message, problem);
        }
    }
}
