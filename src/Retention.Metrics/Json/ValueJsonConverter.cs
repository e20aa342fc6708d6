using System.Text.Json;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Writes a value or fact of this library to JSON and reads it back, with <see cref="JsonSerializer"/> and any options.</summary>
/// <remarks>
/// <para>
/// Each type names its converter by attribute: nothing has to be registered, and contexts generated from source find it too. Names of fields are
/// in camel case whatever the options say.
/// </para>
/// <para>Reading is strict: an unknown, repeated or missing field, or a value that the type refuses, is a <see cref="JsonException"/> that names it.</para>
/// </remarks>
/// <typeparam name="T">The type.</typeparam>
public abstract class ValueJsonConverter<T> : JsonConverter<T>
    where T : notnull
{
    private protected ValueJsonConverter()
    {
    }

    /// <summary>Reads a value.</summary>
    /// <exception cref="JsonException">The JSON is no such value.</exception>
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        JsonElement json = document.RootElement;
        return Checked(() => ReadValue(json));
    }

    /// <summary>Writes a value.</summary>
    /// <exception cref="JsonException">JSON cannot hold the value: a <see langword="default"/> id names nothing, and half a surrogate pair is no character.</exception>
    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        WriteValue(writer, value);
    }

    internal abstract void WriteValue(Utf8JsonWriter json, T value);

    internal abstract T ReadValue(JsonElement json);

    /// <summary>Reads with exceptions as a reader of JSON expects them.</summary>
    private protected static T Checked(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new JsonException(problem.Message, problem);
        }
    }
}
