using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

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

    public decimal? FindNumber(string name) => Find(name) is { } field ? JsonText.Number(field, $"{what}.{name}") : null;

    public double? FindDouble(string name) => Find(name) is not { } field ? null
        : field.ValueKind == JsonValueKind.Number && field.TryGetDouble(out double number) ? number
        : throw JsonText.Unexpected(field, $"{what}.{name}", "a number");

    public bool? FindFlag(string name) => Find(name) is not { } field ? null
        : field.ValueKind is JsonValueKind.True or JsonValueKind.False ? field.GetBoolean()
        : throw JsonText.Unexpected(field, $"{what}.{name}", "true or false");

    /// <summary>A count.</summary>
    public long Count(string name) =>
        this[name] is { ValueKind: JsonValueKind.Number } field && field.TryGetInt64(out long count) ? count : throw JsonText.Unexpected(this[name], $"{what}.{name}", "a whole number");

    /// <summary>A sum of millionths, as digits in a string: a JSON number of so many digits is rounded by most readers.</summary>
    public Int128 Millionths(string name) =>
        Int128.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 millionths) ? millionths : throw JsonText.Unexpected(this[name], $"{what}.{name}", "whole millionths in a string");

    public LocalDate Date(string name) => LocalDatePattern.Iso.Parse(Text(name)) is { Success: true } parsed ? parsed.Value : throw JsonText.Unexpected(this[name], $"{what}.{name}", "a date such as 2026-01-05");

    public YearMonth Month(string name) => YearMonthPattern.Iso.Parse(Text(name)) is { Success: true } parsed ? parsed.Value : throw JsonText.Unexpected(this[name], $"{what}.{name}", "a month such as 2026-01");

    public Instant Instant(string name) => JsonText.Instant(this[name], $"{what}.{name}");

    public Instant? FindInstant(string name) => Find(name) is { } field ? JsonText.Instant(field, $"{what}.{name}") : null;

    public TChoice Choice<TChoice>(string name)
        where TChoice : struct, Enum =>
        JsonText.Choice<TChoice>(this[name], $"{what}.{name}");
}
