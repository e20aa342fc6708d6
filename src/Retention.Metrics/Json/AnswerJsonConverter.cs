using System.Text.Json;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Writes an answer, a row of one, or a finding to JSON, with <see cref="JsonSerializer"/> and any options. Answers are computed: they are not read.</summary>
/// <remarks>
/// <para>
/// Names of fields are those of every export, whatever the options say. An amount is a number with the decimals of its currency, beside a field <c>currency</c>; a rate is
/// <c>{"value":0.07,"numerator":7,"denominator":100}</c>, with <c>"value":null</c> where it is undefined; a value has twelve significant digits.
/// <c>exact</c> holds the annual millionths of recurring amounts, as strings: they add up to the last digit.
/// </para>
/// <para>Each type names the converter by attribute: nothing has to be registered, and contexts generated from source find it too.</para>
/// </remarks>
public sealed class AnswerJsonConverter : JsonConverter<object>
{
    /// <summary>Whether a type is an answer of this library.</summary>
    public override bool CanConvert(Type typeToConvert)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return typeof(IJsonAnswer).IsAssignableFrom(typeToConvert);
    }

    /// <summary>Refuses to read.</summary>
    /// <exception cref="NotSupportedException">Always; the message names what computes the answer.</exception>
    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        ArgumentNullException.ThrowIfNull(options);
        string door = typeToConvert.GetCustomAttributes(typeof(ComputedByAttribute), inherit: false) is [ComputedByAttribute computed, ..]
            ? computed.Door
            : "the answer that it is a part of";
        throw new NotSupportedException(FormattableString.Invariant(
            $"{NameOf(typeToConvert)} is written to JSON but not read from it: its figures are computed. Read the facts or totals, which JSON holds in full, and use {door}."));
    }

    /// <summary>Writes an answer.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not an answer of this library.</exception>
    /// <exception cref="JsonException">JSON cannot hold a value: a <see langword="default"/> id names nothing, and half a surrogate pair is no character.</exception>
    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        JsonAnswerWriter.Write(
            writer,
            value as IJsonAnswer ?? throw new ArgumentException(FormattableString.Invariant($"The value is a {value.GetType().Name}; expected an answer of Retention.Metrics."), nameof(value)));
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
