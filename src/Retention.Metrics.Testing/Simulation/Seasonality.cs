using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace Retention.Metrics.Testing;

/// <summary>How many customers arrive in each month of the calendar, as a multiple of an ordinary month.</summary>
public sealed class Seasonality : IReadOnlyList<decimal>, IEquatable<Seasonality>
{
    private readonly ImmutableArray<decimal> factors;

    private Seasonality(ImmutableArray<decimal> factors) => this.factors = factors;

    /// <summary>Every month is an ordinary one.</summary>
    public static Seasonality None { get; } = new([.. Enumerable.Repeat(1m, 12)]);

    /// <summary>Twelve: January to December.</summary>
    public int Count => factors.Length;

    /// <summary>The factor of a month, 0 for January.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not 0 to 11.</exception>
    public decimal this[int index] => index >= 0 && index < factors.Length
        ? factors[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, "The index of a month must be between 0 for January and 11 for December.");

    /// <summary>Twelve factors, January to December: <c>1</c> is an ordinary month, <c>2</c> brings twice as many, <c>0</c> nobody.</summary>
    /// <param name="factors">Twelve numbers from 0 to 100.</param>
    /// <exception cref="ArgumentException">There are not twelve of them, or one is outside 0 to 100.</exception>
    public static Seasonality Of(params ReadOnlySpan<decimal> factors)
    {
        if (factors.Length != 12)
        {
            throw new ArgumentException(FormattableString.Invariant($"{factors.Length} factors are not a year; expected twelve, January to December."), nameof(factors));
        }

        foreach (decimal factor in factors)
        {
            if (factor is < 0m or > 100m)
            {
                throw new ArgumentOutOfRangeException(nameof(factors), factor, "A factor is 0 to 100.");
            }
        }

        return new([.. factors]);
    }

    /// <inheritdoc/>
    public IEnumerator<decimal> GetEnumerator() => ((IEnumerable<decimal>)factors).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether all twelve factors are equal.</summary>
    public bool Equals(Seasonality? other) => other is not null && factors.AsSpan().SequenceEqual(other.factors.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Seasonality);

    /// <inheritdoc/>
    public override int GetHashCode() => factors.Aggregate(0, HashCode.Combine);

    /// <summary>The factors, January to December.</summary>
    public override string ToString() => string.Join(' ', factors.Select(factor => factor.ToString(CultureInfo.InvariantCulture)));
}
