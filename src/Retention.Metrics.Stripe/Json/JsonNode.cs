using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace Retention.Metrics.Stripe.Json;

/// <summary>A value of a document with its place; each way to read it refuses what is not of its form.</summary>
internal readonly struct JsonNode
{
    private const int LongestShown = 60;

    // The last second of the year 2999: milliseconds are far beyond it.
    private const long LastSecond = 32_503_679_999;

    private readonly JsonElement element;
    private readonly JsonPath path;
    private readonly string? name;

    /// <summary>A value at a place.</summary>
    public JsonNode(JsonElement element, JsonPath path)
        : this(element, path, name: null)
    {
    }

    /// <summary>A property of an object at a place; of a text, number or flag the path is only made when somebody asks for it.</summary>
    private JsonNode(JsonElement element, JsonPath parent, string? name)
    {
        bool isContainer = name is not null && element.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        this.element = element;
        path = isContainer ? parent.Property(name!) : parent;
        this.name = isContainer ? null : name;
    }

    /// <summary>Where the value is.</summary>
    public JsonPath Path => name is null ? path : path.Property(name);

    /// <summary>The kind of the value.</summary>
    public JsonValueKind Kind => element.ValueKind;

    /// <summary>Whether the value is an object.</summary>
    public bool IsObject => Kind == JsonValueKind.Object;

    /// <summary>Whether the value is a text.</summary>
    public bool IsText => Kind == JsonValueKind.String;

    /// <summary>The property of an object, unless it is missing or null.</summary>
    public JsonNode? Optional(string name) =>
        IsObject && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? new JsonNode(value, Path, name) : null;

    /// <summary>The property of an object.</summary>
    public JsonNode Required(string name) => Optional(name) ?? throw new RefusedException(Path.Property(name), "", "is missing or null");

    /// <summary>Whether an object has a property, be it null.</summary>
    public bool Has(string name) => IsObject && element.TryGetProperty(name, out _);

    /// <summary>The elements of an array.</summary>
    public IEnumerable<JsonNode> Elements()
    {
        if (Kind != JsonValueKind.Array)
        {
            throw Refuse("must be an array");
        }

        return Each(element, Path);

        static IEnumerable<JsonNode> Each(JsonElement array, JsonPath path)
        {
            int index = 0;
            foreach (JsonElement one in array.EnumerateArray())
            {
                yield return new JsonNode(one, path.Element(index++));
            }
        }
    }

    /// <summary>The properties of an object under names that mean something, each with its value.</summary>
    public IEnumerable<(string Name, JsonNode Value)> Members()
    {
        if (!IsObject)
        {
            throw Refuse("must be an object");
        }

        JsonNode node = this;
        return element.EnumerateObject().Select(property => NameOf(property) is { } name ? (name, new JsonNode(property.Value, node.Path, name)) : throw new RefusedException(node.Path, "", "must have names in UTF-8"));
    }

    /// <summary>The properties of an object with text values that are not blank, in the order of the document.</summary>
    public IEnumerable<KeyValuePair<string, string>> Labels()
    {
        JsonNode node = this;
        return IsObject
            ? element.EnumerateObject().Select(NameOf).OfType<string>().Select(name => (name, Value: node.Label(name))).Where(label => label.Value is not null).Select(label => KeyValuePair.Create(label.name, label.Value!))
            : [];
    }

    /// <summary>A text that people gave; nothing where it is missing, blank or no text.</summary>
    public string? Label(string name)
    {
        try
        {
            return Optional(name) is { IsText: true } label && !string.IsNullOrWhiteSpace(label.element.GetString()) ? label.element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // not UTF-8
        }
    }

    /// <summary>The elements of a list object, all of them: <c>has_more</c> is refused.</summary>
    public IEnumerable<JsonNode> ListElements()
    {
        if (Optional("has_more") is { } more && more.Flag())
        {
            throw more.Refuse("the list is incomplete; fetch the rest, then valid is false");
        }

        return Required("data").Elements();
    }

    /// <summary>A text that is not blank.</summary>
    public string Text()
    {
        if (!IsText)
        {
            throw Refuse("must be a text");
        }

        try
        {
            string text = element.GetString()!;
            return !string.IsNullOrWhiteSpace(text) ? text : throw Refuse("must be a text that is not blank");
        }
        catch (InvalidOperationException)
        {
            throw new RefusedException(Path, "", "must be a text in UTF-8");
        }
    }

    /// <summary>The id of an object, alone or inside the expanded object.</summary>
    public string Id() => IsObject ? Required("id").Text() : Text();

    /// <summary>A truth value.</summary>
    public bool Flag() => Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refuse("must be true or false"),
    };

    /// <summary>A whole number within bounds.</summary>
    public long Whole(long min = long.MinValue, long max = long.MaxValue) =>
        Kind == JsonValueKind.Number && element.TryGetInt64(out long value) && value >= min && value <= max
            ? value
            : throw Refuse(string.Create(CultureInfo.InvariantCulture, $"must be a whole number of {min} to {max}"));

    /// <summary>A number, written as one or as a text.</summary>
    public decimal Number()
    {
        string text = Kind switch
        {
            JsonValueKind.Number => element.GetRawText(),
            JsonValueKind.String => Text(),
            _ => throw Refuse("must be a number"),
        };
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return text.Length <= 40 && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal value) ? value : throw Refuse("must be a number of at most 28 digits");
    }

    /// <summary>An instant, in whole seconds since 1970.</summary>
    public Instant Time() => Kind == JsonValueKind.Number && element.TryGetInt64(out long seconds) && seconds is >= 0 and <= LastSecond
        ? Instant.FromUnixTimeSeconds(seconds)
        : throw Refuse("must be whole seconds since 1970-01-01T00:00:00Z, up to the year 2999");

    /// <summary>The instant of a property, unless it is missing or null.</summary>
    public Instant? OptionalTime(string name) => Optional(name)?.Time();

    /// <summary>The value without white space, for a comparison.</summary>
    public string Compact()
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            using var writer = new Utf8JsonWriter(buffer);
            element.WriteTo(writer);
            writer.Flush();
            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (Exception notText) when (notText is InvalidOperationException or ArgumentException)
        {
            return RawText();
        }
    }

    /// <summary>The value as it is written; of bytes that are no text a sign that says so.</summary>
    private string RawText() => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));

    /// <summary>The name of a property; <see langword="null"/> where it is no text.</summary>
    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A refusal of this value.</summary>
    public RefusedException Refuse(string reason) => new(Path, Shown(), reason);

    /// <summary>The value in one line, shortened if it is long.</summary>
    public string Shown()
    {
        string text = Kind == JsonValueKind.Undefined ? "" : RawText();
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestShown ? line : string.Concat(line.AsSpan(0, LongestShown), "…");
    }
}
