using NodaTime;

namespace Retention.Metrics.Tests.Histories.Orders;

/// <summary>Whole seconds are stored in 4 bytes, until an instant comes that is not one.</summary>
public sealed class TicksColumnTests
{
    private const long Second = NodaConstants.TicksPerSecond, LastNarrow = uint.MaxValue * Second;

    private static readonly long[] Whole = [0, Second, 1_767_225_600 * Second, LastNarrow, Second];

    [Theory]
    [InlineData(1)]
    [InlineData(Second - 1)]
    [InlineData(-Second)]
    [InlineData(-1)]
    [InlineData(LastNarrow + 1)]
    [InlineData(LastNarrow + Second)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void AnInstant_IsTheOneThatWasAdded_WhereverOneIsNoSecond(long other)
    {
        for (int at = 0; at <= Whole.Length; at++)
        {
            long[] instants = [.. Whole[..at], other, .. Whole[at..]];
            var column = new TicksColumn();
            column.AddRange(instants);

            Assert.Equal(instants, Enumerable.Range(0, column.Count).Select(row => column[row]));
            Assert.Equal((instants.Min(), instants.Max()), (column.Earliest, column.Latest));
        }
    }

    [Fact]
    public void AColumnWithoutRows_HasNoRange() => Assert.Equal((0, long.MaxValue, long.MinValue), (new TicksColumn().Count, new TicksColumn().Earliest, new TicksColumn().Latest));

    [Fact]
    public void WholeSeconds_TakeHalfTheMemory()
    {
        long narrow = BytesOf(1_000 * Second), wide = BytesOf((1_000 * Second) + 1);

        Assert.InRange(narrow, 1, wide * 6 / 10);
    }

    private static long BytesOf(long instant)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var column = new TicksColumn();
        for (int row = 0; row < 100_000; row++)
        {
            column.Add(instant);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
