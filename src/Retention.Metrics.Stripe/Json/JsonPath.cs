using System.Globalization;

namespace Retention.Metrics.Stripe.Json;

/// <summary>The place of a value in its document, written as a JSON path when it is shown.</summary>
internal sealed class JsonPath
{
    private readonly JsonPath? parent;
    private readonly string? name;
    private readonly int index;

    private JsonPath(JsonPath? parent, string? name, int index)
    {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /// <summary>The document itself, <c>$</c>.</summary>
    public static JsonPath Root { get; } = new(parent: null, name: null, 0);

    /// <summary>The property of an object.</summary>
    public JsonPath Property(string property) => new(this, property, 0);

    /// <summary>The element of an array.</summary>
    public JsonPath Element(int element) => new(this, name: null, element);

    /// <summary>The path: <c>$.data[3].items</c>.</summary>
    public override string ToString() => parent is null
        ? "$"
        : name is null ? string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]") : $"{parent}.{name}";
}
