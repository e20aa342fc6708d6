using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A window of days in JSON: the text <c>7</c>, <c>1-7</c> or <c>7+</c>.</summary>
public sealed class DayWindowJsonConverter : ValueJsonConverter<DayWindow>
{
    internal static DayWindowJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, DayWindow value) => json.WriteStringValue(value.ToString());

    internal override DayWindow ReadValue(JsonElement json) =>
        DayWindow.TryParse(JsonText.Text(json, "A window of days"), out DayWindow? window) ? window : throw JsonText.Unexpected(json, "A window of days", "a day such as \"7\", \"1-7\" or \"7+\"");
}
