using NodaTime;
using Retention.Metrics.Csv.Subscriptions;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>The terms of intervals are what was added, whether or not their instants are whole seconds.</summary>
public sealed class IntervalTermsTests
{
    private const long Second = NodaConstants.TicksPerSecond;

    private static readonly IntervalTerms[] InSeconds =
    [
        new(0, SparseInstants.None, 0, 0),
        new(0, 0, int.MaxValue, int.MaxValue),
        new(Second, 1_700_000_000 * Second, 3, 4),
        new((uint.MaxValue - 1) * Second, (uint.MaxValue - 1) * Second, -1, -1),
    ];

    public static TheoryData<long, long> Others => new()
    {
        { 1, Second },
        { Second - 1, Second },
        { 0, Second + 1 },
        { -Second, Second },
        { 0, -1 },
        { uint.MaxValue * Second, SparseInstants.None },
        { 0, uint.MaxValue * Second },
        { (uint.MaxValue + 1L) * Second, (uint.MaxValue + 1L) * Second },
        { Instant.MinValue.ToUnixTimeTicks(), Instant.MaxValue.ToUnixTimeTicks() },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Terms_AreWhatWasAdded_FromAnyRowOn(long start, long end)
    {
        var other = new IntervalTerms(start, end, 5, 6);
        for (int at = 0; at <= InSeconds.Length; at++)
        {
            IntervalTerms[] added = [.. InSeconds.Take(at), other, .. InSeconds.Skip(at)];
            var column = new IntervalTermsColumn();
            for (int row = 0; row < added.Length; row++)
            {
                column.Add(added[row]);
                Assert.Equal(row + 1, column.Count);
                Assert.Equal(added.Take(row + 1), Enumerable.Range(0, row + 1).Select(each => column[each]));
            }
        }
    }
}
