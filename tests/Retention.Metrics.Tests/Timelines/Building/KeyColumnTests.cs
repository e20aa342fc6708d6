using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Tests.Timelines.Building;

/// <summary>Keys that are small numbers are taken as they are, without a table; all others are numbered in the order they first come.</summary>
public sealed class KeyColumnTests
{
    private static readonly RowField Customer = static (ref LedgerRow row) => ref row.Customer;

    /// <summary>A table has four places for each row, and 1,024 at least.</summary>
    [Theory]
    [InlineData(2, 0, 0, true)]
    [InlineData(2, 0, 1_023, true)]
    [InlineData(2, 0, 1_024, false)]
    [InlineData(1_000, 3, 3_999, true)]
    [InlineData(1_000, 3, 4_000, false)]
    [InlineData(2, -1, 5, false)]
    [InlineData(2, int.MinValue, int.MaxValue, false)]
    public void SmallNumbers_AreTakenAsTheyAre(int rows, int smallest, int largest, bool asTheyAre)
    {
        int[] keys = [.. Enumerable.Repeat(largest, rows - 1), smallest];
        int[] expected = asTheyAre ? keys : [.. keys.Select(key => key == largest ? 0 : 1)];

        KeyColumn<int> oneByOne = new(), atOnce = new();
        var store = new RowStore();
        foreach (int key in keys)
        {
            store.Add(new LedgerRow { Customer = oneByOne.Of(key) });
        }

        oneByOne.Compact(store, Customer);
        ReadOnlySpan<int> numbers = atOnce.NumbersOf(keys);

        Assert.Equal(expected, store.Blocks().SelectMany(block => block).Select(row => row.Customer));
        Assert.Equal(expected, numbers.ToArray());
        Assert.Equal(asTheyAre, Unsafe.AreSame(in MemoryMarshal.GetReference(numbers), in keys[0]));
        Assert.All([oneByOne, atOnce], column =>
        {
            Assert.Equal((asTheyAre ? largest + 1 : 2, !asTheyAre), (column.Count, column.HasAll));
            Assert.Equal(keys, expected.Select(column.KeyOf));
        });
    }

    [Fact]
    public void OtherKeys_AreNumbered()
    {
        var column = new KeyColumn<string>();

        Assert.Equal([0, 1, 0, 2], column.NumbersOf(["bo", "ada", "bo", "cy"]).ToArray());
        Assert.Equal((3, true), (column.Count, column.HasAll));
        Assert.Equal(["bo", "ada", "cy"], Enumerable.Range(0, 3).Select(column.KeyOf));
    }

    [Fact]
    public void NoKeys_HaveNoNumbers()
    {
        Assert.Equal(0, new KeyColumn<int>().Count);
        Assert.Equal(0, new KeyColumn<int>().NumbersOf([]).Length);
        Assert.Equal(0, new KeyColumn<string>().Count);
    }
}
