using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one cohort, from which a row of <see cref="DayRetention"/> is made.</summary>
/// <param name="Customers">Customers with their first activity ever in the period.</param>
/// <param name="Rates">For each window the customers active in it, out of those with days that have ended: whole numbers, not reduced.</param>
public sealed record DayRetentionTotals([property: JsonPropertyName("customers"), JsonRequired] long Customers, IReadOnlyList<Ratio> Rates)
{
    private readonly Ratio[] rates = CopyOf(Rates);

    /// <summary>For each window the customers active in it, out of those with days that have ended: whole numbers, not reduced.</summary>
    [JsonPropertyName("rates")]
    [JsonRequired]
    public IReadOnlyList<Ratio> Rates
    {
        get => rates;
        init => rates = CopyOf(value);
    }

    /// <summary>Whether all totals are equal.</summary>
    public bool Equals(DayRetentionTotals? other) => other is not null && Customers == other.Customers && rates.AsSpan().SequenceEqual(other.rates);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Customers, rates.Length);

    /// <summary>The number of customers and of rates.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customers} customers, {rates.Length} rates");

    private static Ratio[] CopyOf(IReadOnlyList<Ratio> from, [CallerArgumentExpression(nameof(from))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(from, name);
        return [.. from];
    }
}
