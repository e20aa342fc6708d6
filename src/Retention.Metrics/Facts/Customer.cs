using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>A customer and what is known of them: country, plan, channel, whatever figures are to be split by.</summary>
[JsonConverter(typeof(CustomerJsonConverter))]
public sealed class Customer : IEquatable<Customer>
{
    /// <summary>A customer with attributes.</summary>
    /// <param name="id">The customer.</param>
    /// <param name="attributes">Names and values, each name once; copied.</param>
    /// <exception cref="ArgumentException">The id is empty, a name is blank or given twice, or a value is null.</exception>
    public Customer(CustomerId id, IEnumerable<KeyValuePair<string, string>>? attributes = null)
    {
        Id = id.Named(nameof(id));
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in attributes ?? [])
        {
            if (string.IsNullOrWhiteSpace(name) || value is null || !known.TryAdd(name, value))
            {
                throw new ArgumentException(FormattableString.Invariant($"Customer {id} has the attribute '{name}' with the value '{value}' blank, null or twice; expected each name once, with a value."), nameof(attributes));
            }
        }

        Attributes = new AttributeSet([.. known.Keys], [.. known.Values]);
    }

    private Customer(AttributeSet attributes, CustomerId id)
    {
        Id = id;
        Attributes = attributes;
    }

    /// <summary>The customer.</summary>
    public CustomerId Id { get; }

    /// <summary>What is known of them, by name; names are compared ordinally.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; }

    /// <summary>The value of an attribute, or <c>unknown</c> where it is missing.</summary>
    public string this[string attribute]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(attribute);
            return Attributes.GetValueOrDefault(attribute, "unknown");
        }
    }

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(Customer? left, Customer? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Customer? left, Customer? right) => !Equals(left, right);

    /// <summary>A customer with attributes that were checked when they were read.</summary>
    internal static Customer Of(CustomerId id, AttributeSet attributes) => new(attributes, id);

    /// <inheritdoc/>
    public bool Equals(Customer? other) =>
        other is not null && Id == other.Id && Attributes.Count == other.Attributes.Count
        && Attributes.All(attribute => other.Attributes.TryGetValue(attribute.Key, out string? value) && string.Equals(value, attribute.Value, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Customer);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Attributes.Count);

    /// <summary>The id.</summary>
    public override string ToString() => Id.Value;
}
