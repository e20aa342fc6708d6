using System.Numerics;

namespace Retention.Metrics.Aggregation;

/// <summary>One set of totals for each period.</summary>
/// <param name="totals">The totals.</param>
/// <param name="hasNoAmount">Whether the totals of a period are without an amount, where some counts need no currency; if left out, whether all of them are 0.</param>
internal sealed class PeriodTotals<TTotals>(IEnumerable<TTotals> totals, Predicate<TTotals>? hasNoAmount = null) : IAnswerTotals, IEquatable<PeriodTotals<TTotals>>
    where TTotals : struct, IEquatable<TTotals>, IAdditionOperators<TTotals, TTotals, TTotals>
{
    private readonly TTotals[] totals = [.. totals];

    /// <inheritdoc/>
    public bool IsEmpty => Array.TrueForAll(totals, hasNoAmount ?? (one => one.Equals(default)));

    /// <summary>The totals of each period, in order.</summary>
    public IReadOnlyList<TTotals> All => totals;

    /// <summary>Adds the totals of other customers, period by period.</summary>
    public PeriodTotals<TTotals> Plus(PeriodTotals<TTotals> other) => new(totals.Zip(other.totals, (left, right) => left + right), hasNoAmount);

    public bool Equals(PeriodTotals<TTotals>? other) => other is not null && totals.AsSpan().SequenceEqual(other.totals);

    public override bool Equals(object? obj) => Equals(obj as PeriodTotals<TTotals>);

    public override int GetHashCode() => HashCode.Combine(totals.Length, totals[0], totals[^1]);
}
