using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Each subscription is in one range, and the ranges have about equal numbers of facts where that is possible.</summary>
public sealed class NumberRangesTests
{
    private const int Facts = 1 << 20;

    public static TheoryData<int, int[]> Starts => new()
    {
        { 2, [0, Facts / 2, Facts / 4 * 3, Facts / 8 * 7, Facts] },
        { 3, [0, 10, 20, 30, Facts] },
        { 4, [0, 0, 0, Facts] },
        { 2, [0, Facts] },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public void Ranges_CoverEachSubscriptionOnce(int threads, int[] starts)
    {
        NumberRanges parts = PartsOf(threads, starts);

        Assert.Equal(threads, parts.Count);
        Assert.All(Enumerable.Range(0, starts.Length - 1), subscription => Assert.Single(Enumerable.Range(0, threads), part => parts[part].Has(subscription)));
    }

    [Fact]
    public void Ranges_HaveEqualNumbersOfFacts_WhereTheFirstSubscriptionsHaveMost()
    {
        NumberRanges parts = PartsOf(2, [0, Facts / 2, Facts / 4 * 3, Facts / 8 * 7, Facts]);

        Assert.Equal((1u, 3u), (parts[0].Count, parts[1].Count));
    }

    private static NumberRanges PartsOf(int threads, int[] starts) =>
        new NumberRanges(starts.Length - 1, Facts, new ExecutionOptions { Threads = threads }).OfEqualFacts(starts);
}
