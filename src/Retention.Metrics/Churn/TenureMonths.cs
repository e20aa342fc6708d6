using System.Collections.Immutable;
using System.Numerics;

namespace Retention.Metrics.Churn;

/// <summary>Customers at risk and churned by month of tenure, rising.</summary>
internal readonly struct TenureMonths(ImmutableArray<TenureRisk> months) : IEquatable<TenureMonths>, IAdditionOperators<TenureMonths, TenureMonths, TenureMonths>
{
    public ImmutableArray<TenureRisk> Months => months.IsDefault ? [] : months;

    public static TenureMonths operator +(TenureMonths left, TenureMonths right)
    {
        var sum = new TenureTable();
        foreach (TenureRisk risk in left.Months.Concat(right.Months))
        {
            sum.Add(risk.Month, risk.AtRisk, risk.Churned);
        }

        return new TenureMonths(sum.ToArray());
    }

    public bool Equals(TenureMonths other) => Months.SequenceEqual(other.Months);

    public override bool Equals(object? obj) => obj is TenureMonths other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Months.Length, Months.IsEmpty ? null : Months[^1]);
}
