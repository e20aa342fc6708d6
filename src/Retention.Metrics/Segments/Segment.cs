using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>A part of a partition of customers: the values that all its customers share.</summary>
/// <remarks>Compared ordinally, value by value, so that the order of a report depends on no language.</remarks>
[JsonConverter(typeof(SegmentJsonConverter))]
public sealed class Segment : IEquatable<Segment>, IComparable<Segment>
{
    internal const string Missing = "unknown";

    private const string Separator = " / ";
    private const string Quote = "\"";

    private readonly string[] values;

    /// <summary>A segment of one value for each attribute.</summary>
    /// <param name="values">The values, in the order of the attributes: <c>pro</c>, or <c>pro</c> and <c>DE</c>.</param>
    /// <exception cref="ArgumentException">There is no value, or one is null, empty or white space.</exception>
    public Segment(params ReadOnlySpan<string> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("A segment has at least one value.", nameof(values));
        }

        foreach (string value in values)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value, nameof(values));
        }

        this.values = values.ToArray();
    }

    /// <summary>The value of each attribute; <c>unknown</c> where it is missing.</summary>
    public IReadOnlyList<string> Values => values;

    /// <summary>The values as they are shown: <c>pro</c>, or <c>pro / DE</c>.</summary>
    /// <remarks>
    /// Two segments of the same attributes never have the same name. Of several values one that holds the separator is quoted, as a cell of a CSV
    /// file is: <c>"pro / yearly" / DE</c>. A single value is its own name.
    /// </remarks>
    public string Name => values.Length == 1 ? values[0] : string.Join(Separator, values.Select(Quoted));

    /// <inheritdoc/>
    public int CompareTo(Segment? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (int i = 0; i < Math.Min(values.Length, other.values.Length); i++)
        {
            int order = string.CompareOrdinal(values[i], other.values[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return values.Length.CompareTo(other.values.Length);
    }

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(Segment? left, Segment? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Segment? left, Segment? right) => !Equals(left, right);

    /// <summary>Whether all values are equal.</summary>
    public bool Equals(Segment? other) => other is not null && values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Segment);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (string value in values)
        {
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>A value among several. Whatever ends in the first part of the separator would be read with what follows.</summary>
    private static string Quoted(string value) => value.Contains(Separator, StringComparison.Ordinal) || value.EndsWith(Separator[..^1], StringComparison.Ordinal) || value.StartsWith(Quote, StringComparison.Ordinal)
        ? Quote + value.Replace(Quote, Quote + Quote, StringComparison.Ordinal) + Quote
        : value;

    /// <summary>The segment of customers without a known value.</summary>
    internal static Segment Unknown(int attributes) => new([.. Enumerable.Repeat(Missing, attributes)]);
}
