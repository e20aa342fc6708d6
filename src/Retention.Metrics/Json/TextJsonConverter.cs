using System.Text.Json;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Writes a value that is a text to JSON, as a string and as the key of a dictionary, and reads it back.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class TextJsonConverter<T> : ValueJsonConverter<T>
    where T : notnull
{
    private protected TextJsonConverter()
    {
    }

    /// <summary>Reads the key of a dictionary.</summary>
    /// <exception cref="JsonException">The key is no such value.</exception>
    public sealed override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string key;
        try
        {
            key = reader.GetString()!;
        }
        catch (InvalidOperationException problem)
        {
            throw new JsonException(problem.Message, problem);
        }

        return Checked(() => OfText(key));
    }

    /// <summary>Writes the key of a dictionary.</summary>
    /// <exception cref="JsonException">JSON cannot hold the value.</exception>
    public sealed override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        writer.WritePropertyName(JsonText.Writable(TextOf(value), typeof(T)));
    }

    internal abstract string TextOf(T value);

    internal abstract T OfText(string text);

    internal override void WriteValue(Utf8JsonWriter json, T value) => json.WriteStringValue(JsonText.Writable(TextOf(value), typeof(T)));

    internal override T ReadValue(JsonElement json) => OfText(JsonText.Text(json, typeof(T).Name));
}
