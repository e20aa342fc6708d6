using System.Numerics;

namespace Retention.Metrics;

/// <summary>The totals of a cohort at one place of a cohort table. The totals of cohorts that share no customer add up.</summary>
/// <typeparam name="TSelf">The totals themselves.</typeparam>
public interface ICohortTotals<TSelf> : IAdditionOperators<TSelf, TSelf, TSelf>, IEquatable<TSelf>
    where TSelf : struct, ICohortTotals<TSelf>
{
    /// <summary>The members who count there.</summary>
    long Customers { get; }
}
