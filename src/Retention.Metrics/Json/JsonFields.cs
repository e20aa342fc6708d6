using System.Text.Json;
using NodaTime;

namespace Retention.Metrics.Json;

/// <summary>The fields of a JSON object, each known and given once.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly string what;

    /// <summary>Reads an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="names">The fields it can have.</param>
    /// <exception cref="FormatException">It is no object, or has another field, or one twice.</exception>
    public JsonFields(JsonElement json, string what, params ReadOnlySpan<string> names)
    {
        this.what = what;
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw JsonText.Unexpected(json, what, $"an object with the fields {string.Join(", ", names)}");
        }

        foreach (JsonProperty field in json.EnumerateObject())
        {
            if (!names.Contains(field.Name))
            {
                throw new FormatException(FormattableString.Invariant($"{what} has a field '{field.Name}'; valid fields are {string.Join(", ", names)}."));
            }

            if (!fields.TryAdd(field.Name, field.Value))
            {
                throw new FormatException(FormattableString.Invariant($"{what} has the field '{field.Name}' twice; expected it once."));
            }
        }
    }

    public JsonElement this[string name] => Find(name) ?? throw new FormatException(FormattableString.Invariant($"{what} has no field '{name}'; it is required."));

    /// <summary>A field, or nothing where it is left out or null.</summary>
    public JsonElement? Find(string name) => fields.TryGetValue(name, out JsonElement field) && field.ValueKind != JsonValueKind.Null ? field : null;

    public string Text(string name) => JsonText.Text(this[name], $"{what}.{name}");

    public string? FindText(string name) => Find(name) is { } field ? JsonText.Text(field, $"{what}.{name}") : null;

    public int? FindWhole(string name) => Find(name) is { } field ? JsonText.Whole(field, $"{what}.{name}") : null;

    public decimal Number(string name) => JsonText.Number(this[name], $"{what}.{name}");

    public Instant Instant(string name) => JsonText.Instant(this[name], $"{what}.{name}");

    public Instant? FindInstant(string name) => Find(name) is { } field ? JsonText.Instant(field, $"{what}.{name}") : null;

    public TChoice Choice<TChoice>(string name)
        where TChoice : struct, Enum =>
        JsonText.Choice<TChoice>(this[name], $"{what}.{name}");
}
