using System.Collections.Immutable;
using System.Numerics;
using NodaTime;

namespace Retention.Metrics.Churn;

/// <summary>The trials of one period: those that ended in it, those of them that became paid, and those open at its end.</summary>
internal readonly record struct TrialSums(long Ended, long Converted, long Open) : IAdditionOperators<TrialSums, TrialSums, TrialSums>
{
    public static TrialSums operator +(TrialSums left, TrialSums right) => new(left.Ended + right.Ended, left.Converted + right.Converted, left.Open + right.Open);
}
