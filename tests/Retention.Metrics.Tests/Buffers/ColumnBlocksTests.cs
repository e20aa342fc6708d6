namespace Retention.Metrics.Tests.Buffers;

/// <summary>A column in blocks holds what an array would.</summary>
[Trait("Kind", "Numbers")]
public sealed class ColumnBlocksTests
{
    // More than two blocks of eight bytes a value, which have the fewest rows of the types below.
    private const int Many = (1 << 21) + 1234;

    [Fact]
    public void RowsAddedInAnyWay_AreWhatAnArrayHolds()
    {
        var column = new ColumnBlocks<long>();
        var expected = new List<long>(Many);
        for (int step = 0; expected.Count < Many; step++)
        {
            int count = (step * 7919 % 100_003) + 1;
            long[] some = [.. Enumerable.Range(expected.Count, count).Select(row => row * 31L)];
            switch (step % 3)
            {
                case 0:
                    column.AddRange(some);
                    break;
                case 1:
                    Array.ForEach(some, column.Add);
                    break;
                default:
                    Array.Fill(some, step);
                    column.Fill(step, count);
                    break;
            }

            expected.AddRange(some);
        }

        Assert.Equal(expected.Count, column.Count);
        Assert.Equal(expected, AllOf(column));
        Assert.All(new[] { 0, 1, 15, 16, 17, 1 << 20, (1 << 20) - 1, expected.Count - 1 }, row => Assert.Equal(expected[row], column[row]));
    }

    /// <summary>Blocks after the second are made ahead of use, with room for as many rows as the others.</summary>
    [Fact]
    public void ManyBlocks_AreNotOneAnother()
    {
        // Five blocks of the widest values.
        const int Rows = 5 << 18;
        var column = new ColumnBlocks<(long, long, long)>();
        for (int row = 0; row < Rows; row++)
        {
            column.Add((row, -row, 1));
        }

        Assert.All(new[] { 0, (1 << 18) - 1, 1 << 18, 2 << 18, 3 << 18, 4 << 18, Rows - 1 }, row => Assert.Equal((row, -row, 1), column[row]));
    }

    [Fact]
    public void ARowSetBehindTheLast_LeavesDefaultsBetween()
    {
        var column = new ColumnBlocks<byte>();
        column.Add(7);
        column.Set(5_000_000, 9);
        column.Set(3, 4);

        Assert.Equal(5_000_001, column.Count);
        Assert.Equal([7, 0, 0, 4, 0], AllOf(column).Take(5));
        Assert.Equal((9, 0), (column[5_000_000], column.ValueOrDefault(5_000_001)));
        Assert.Equal(20, AllOf(column).Sum(value => value));
    }

    [Fact]
    public void ColumnsOfSeveralWidths_AreReadSideBySide_BlockByBlockOfTheWidest()
    {
        var wide = new ColumnBlocks<long>();
        var narrow = new ColumnBlocks<int>();
        for (int row = 0; row < Many; row++)
        {
            wide.Add(-row);
            narrow.Add(row);
        }

        for (int start = 0, end; start < Many; start = end)
        {
            Span<long> some = wide.From(start, Many);
            end = start + some.Length;
            Span<int> beside = narrow.From(start, end);
            Assert.Equal(some.Length, beside.Length);
            Assert.Equal((-start, start), (some[0], beside[0]));
        }
    }

    private static List<T> AllOf<T>(ColumnBlocks<T> column)
        where T : unmanaged
    {
        var all = new List<T>(column.Count);
        for (int row = 0; row < column.Count;)
        {
            Span<T> some = column.From(row, column.Count);
            all.AddRange(some);
            row += some.Length;
        }

        return all;
    }
}
