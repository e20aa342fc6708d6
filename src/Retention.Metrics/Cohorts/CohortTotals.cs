using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one cohort, from which a row of a cohort table is made.</summary>
/// <typeparam name="TTotals">The totals of one place in the table.</typeparam>
/// <param name="Initial">The totals right after each member's first payment, first order or first activity.</param>
/// <param name="Cells">The totals of each period from the cohort's own, as far as periods have ended and the table has columns.</param>
public sealed record CohortTotals<TTotals>([property: JsonPropertyName("initial"), JsonRequired] TTotals Initial, IReadOnlyList<TTotals> Cells)
    where TTotals : struct, ICohortTotals<TTotals>
{
    private readonly TTotals[] cells = CopyOf(Cells);

    /// <summary>The totals of each period from the cohort's own, as far as periods have ended and the table has columns.</summary>
    [JsonPropertyName("cells")]
    [JsonRequired]
    public IReadOnlyList<TTotals> Cells
    {
        get => cells;
        init => cells = CopyOf(value);
    }

    /// <summary>Whether all totals are equal.</summary>
    public bool Equals(CohortTotals<TTotals>? other) => other is not null && Initial.Equals(other.Initial) && cells.AsSpan().SequenceEqual(other.cells);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Initial, cells.Length);

    /// <summary>The initial totals and the number of cells.</summary>
    public override string ToString() => FormattableString.Invariant($"{Initial}, {cells.Length} cells");

    private static TTotals[] CopyOf(IReadOnlyList<TTotals> from, [CallerArgumentExpression(nameof(from))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(from, name);
        return [.. from];
    }
}
