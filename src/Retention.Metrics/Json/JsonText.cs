using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Json;

/// <summary>Texts, instants, choices and numbers in JSON.</summary>
internal static class JsonText
{
    private const int MostShown = 60;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A text that reads back as it was written.</summary>
    /// <exception cref="JsonException">It is empty, or holds half a surrogate pair.</exception>
    public static string Writable(string text, Type type) => text.Length > 0
        ? Whole(text, type)
        : throw new JsonException(FormattableString.Invariant($"A {type.Name} is empty; JSON holds no default({type.Name})."));

    /// <summary>A text of whole characters.</summary>
    public static string Whole(string text, Type type)
    {
        try
        {
            _ = Strict.GetByteCount(text);
            return text;
        }
        catch (EncoderFallbackException problem)
        {
            throw new JsonException(FormattableString.Invariant($"A text of a {type.Name} contains half of a surrogate pair, which JSON cannot hold; expected text of whole characters."), problem);
        }
    }

    public static string Text(JsonElement json, string what) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Unexpected(json, what, "a string");

    public static decimal Number(JsonElement json, string what) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out decimal number) ? number : throw Unexpected(json, what, "a number of at most 28 digits");

    public static int Whole(JsonElement json, string what) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out int number) ? number : throw Unexpected(json, what, "a whole number");

    public static Instant Instant(JsonElement json, string what) =>
        json.ValueKind == JsonValueKind.String && OffsetDateTimePattern.ExtendedIso.Parse(json.GetString()!) is { Success: true } parsed
            ? parsed.Value.ToInstant()
            : throw Unexpected(json, what, "an instant of ISO 8601 with an offset, such as 2026-01-05T09:30:00Z");

    public static string Of(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    /// <summary>Writes an instant, or no field where there is none.</summary>
    public static void Write(Utf8JsonWriter json, string name, Instant? instant)
    {
        if (instant is { } given)
        {
            json.WriteString(name, Of(given));
        }
    }

    public static TChoice Choice<TChoice>(JsonElement json, string what)
        where TChoice : struct, Enum
    {
        string? name = json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        return FindChoice<TChoice>(name) ?? throw Unexpected(json, what, Choices<TChoice>());
    }

    public static TChoice? FindChoice<TChoice>(string? name)
        where TChoice : struct, Enum
    {
        foreach (TChoice choice in Enum.GetValues<TChoice>())
        {
            if (string.Equals(Of(choice), name, StringComparison.Ordinal))
            {
                return choice;
            }
        }

        return null;
    }

    public static string Choices<TChoice>()
        where TChoice : struct, Enum =>
        string.Join(", ", Enum.GetValues<TChoice>().Select(Of));

    public static string Of<TChoice>(TChoice choice)
        where TChoice : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());

    /// <summary>An exact number: all its digits, and no fewer decimals than asked for.</summary>
    public static string Digits(decimal number, int decimals = 0) =>
        number.ToString($"0.{new string('0', decimals)}{new string('#', 28 - decimals)}", CultureInfo.InvariantCulture);

    public static FormatException Unexpected(JsonElement json, string what, string expected)
    {
        string text = json.GetRawText();
        return new FormatException(FormattableString.Invariant($"{what} is {(text.Length > MostShown ? $"{text[..MostShown]}…" : text)}; expected {expected}."));
    }
}
