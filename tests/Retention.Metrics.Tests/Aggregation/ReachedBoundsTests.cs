using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Aggregation;

public sealed class ReachedBoundsTests
{
    [Fact]
    public void Of_IsHowManyBoundsAreNotAfterTheInstant_HoweverManyAreEqual() =>
        Laws.Check(
            Arb.From(from gaps in Gen.Elements(0L, 0L, 1L, 7L, 864_000_000_000L).ListOf() from first in Gen.Elements(0L, -5L, 17_356_032_000_000_000L) select Bounds(first, gaps)),
            bounds =>
            {
                var reached = new ReachedBounds(bounds);
                long[] instants = [long.MinValue, long.MaxValue, .. bounds.SelectMany(bound => new[] { bound - 1, bound, bound + 1 })];

                Assert.All(instants, at => Assert.Equal(bounds.Count(bound => bound <= at), reached.Of(at)));
            });

    private static long[] Bounds(long first, List<long> gaps)
    {
        var bounds = new List<long>();
        foreach (long gap in gaps)
        {
            bounds.Add(bounds.Count == 0 ? first : bounds[^1] + gap);
        }

        return [.. bounds];
    }
}
