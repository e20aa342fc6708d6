using System.Text.Json;

namespace Retention.Metrics;

/// <summary>What came before a churn in JSON: <c>{"kind":"marked","name":"release 5"}</c>; only a marked date has a name of its own.</summary>
public sealed class ChurnTriggerJsonConverter : ValueJsonConverter<ChurnTrigger>
{
    internal static ChurnTriggerJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, ChurnTrigger value)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonText.Of(value.Kind));
        json.WriteString("name", JsonText.Whole(value.Name, typeof(ChurnTrigger)));
        json.WriteEndObject();
    }

    internal override ChurnTrigger ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A trigger", "kind", "name");
        ChurnTriggerKind kind = fields.Choice<ChurnTriggerKind>("kind");
        ChurnTrigger read = kind == ChurnTriggerKind.Marked ? ChurnTrigger.Marked(fields.Text("name")) : new ChurnTrigger(kind);
        return fields.FindText("name") is not { } name || string.Equals(name, read.Name, StringComparison.Ordinal)
            ? read
            : throw JsonText.Unexpected(fields["name"], "A trigger.name", $"'{read.Name}', the name of this kind");
    }
}
