using System.Numerics;

namespace Retention.Metrics.Orders;

/// <summary>First-time customers with days that have ended, and those of them who ordered again within the days.</summary>
internal readonly record struct RepeatSums(long Repeated, long Mature) : IAdditionOperators<RepeatSums, RepeatSums, RepeatSums>
{
    public static RepeatSums operator +(RepeatSums left, RepeatSums right) => new(left.Repeated + right.Repeated, left.Mature + right.Mature);
}
