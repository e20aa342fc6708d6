using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Names a customer. Compared ordinally: <c>A1</c> and <c>a1</c> are two customers.</summary>
[JsonConverter(typeof(CustomerIdJsonConverter))]
public readonly record struct CustomerId : IComparable<CustomerId>
{
    private readonly string? value;

    /// <summary>Makes an id of a text that is not empty.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public CustomerId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        this.value = value;
    }

    /// <summary>The text of the id; empty for <see langword="default"/>.</summary>
    public string Value => value ?? "";

    /// <summary>Converts a string to an id.</summary>
    public static implicit operator CustomerId(string value) => new(value);

    /// <summary>The id, where it names a customer.</summary>
    /// <exception cref="ArgumentException">It is <see langword="default"/>.</exception>
    internal CustomerId Named(string parameter) =>
        value is not null ? this : throw new ArgumentException("The id of a customer is empty; expected a text that is not empty.", parameter);

    /// <inheritdoc/>
    public int CompareTo(CustomerId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The text of the id.</summary>
    public override string ToString() => Value;
}

/// <summary>Names a subscription. Compared ordinally.</summary>
[JsonConverter(typeof(SubscriptionIdJsonConverter))]
public readonly record struct SubscriptionId : IComparable<SubscriptionId>
{
    private readonly string? value;

    /// <summary>Makes an id of a text that is not empty.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public SubscriptionId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        this.value = value;
    }

    /// <summary>The text of the id; empty for <see langword="default"/>.</summary>
    public string Value => value ?? "";

    /// <summary>Converts a string to an id.</summary>
    public static implicit operator SubscriptionId(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(SubscriptionId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The text of the id.</summary>
    public override string ToString() => Value;
}

/// <summary>Names an order. Compared ordinally.</summary>
[JsonConverter(typeof(OrderIdJsonConverter))]
public readonly record struct OrderId : IComparable<OrderId>
{
    private readonly string? value;

    /// <summary>Makes an id of a text that is not empty.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public OrderId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        this.value = value;
    }

    /// <summary>The text of the id; empty for <see langword="default"/>.</summary>
    public string Value => value ?? "";

    /// <summary>Converts a string to an id.</summary>
    public static implicit operator OrderId(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(OrderId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The text of the id.</summary>
    public override string ToString() => Value;
}
