using System.Text.Json;
using NodaTime;

namespace Retention.Metrics;

/// <summary>A window before a churn in JSON: <c>{"days":30,"marks":[{"name":"release 5","at":"2026-03-01T00:00:00Z"}]}</c>; without marked dates there need be no <c>marks</c>.</summary>
public sealed class TriggerWindowJsonConverter : ValueJsonConverter<TriggerWindow>
{
    internal static TriggerWindowJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, TriggerWindow value)
    {
        json.WriteStartObject();
        json.WriteNumber("days", value.Days);
        json.WriteStartArray("marks");
        foreach ((string name, Instant at) in value.Marks)
        {
            json.WriteStartObject();
            json.WriteString("name", JsonText.Whole(name, typeof(TriggerWindow)));
            json.WriteString("at", JsonText.Of(at));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal override TriggerWindow ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A window", "days", "marks");
        JsonElement marks = fields.Find("marks") ?? default;
        TriggerWindow read = TriggerWindow.OfDays(JsonText.Whole(fields["days"], "A window.days"));
        if (marks.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Array))
        {
            throw JsonText.Unexpected(marks, "A window.marks", "an array of names and instants");
        }

        foreach (JsonElement mark in marks.ValueKind == JsonValueKind.Array ? marks.EnumerateArray() : default)
        {
            var one = new JsonFields(mark, "A window.marks", "name", "at");
            read = read.Marking(one.Text("name"), one.Instant("at"));
        }

        return read;
    }
}
