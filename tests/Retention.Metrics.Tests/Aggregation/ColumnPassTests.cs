namespace Retention.Metrics.Tests.Aggregation;

/// <summary>Which blocks of customers gatherers are handed.</summary>
public sealed class ColumnPassTests
{
    private const int RowsOfABlock = 16_384;

    [Theory]
    [InlineData]
    [InlineData(0)]
    [InlineData(0, 0, 0)]
    [InlineData(5)]
    [InlineData(RowsOfABlock, 0, RowsOfABlock, 1)]
    [InlineData(RowsOfABlock / 2, RowsOfABlock / 2, RowsOfABlock / 2, 3)]
    [InlineData(100_000, 3, 100_000, 16_000, 16_000)]
    public void Blocks_HoldEveryCustomerOnce_AndAsManyAsTheCacheTakes(params int[] rows) => AssertBlocks(rows);

    [Fact]
    public void Blocks_OfManyCustomers_AreFewAndFull() => AssertBlocks([.. Enumerable.Range(0, 2_000).Select(customer => customer * 7 % 1_000)]);

    private static void AssertBlocks(int[] rows)
    {
        int[] offsets = rows.Aggregate(new List<int> { 0 }, (known, count) => [.. known, known[^1] + count]).ToArray();

        (int First, int End)[] blocks = [.. new Source(offsets).Ask(new WhichBlocks(), Execution.Default with { Threads = 3 }).Order()];

        Assert.Equal(Enumerable.Range(0, rows.Length), blocks.SelectMany(block => Enumerable.Range(block.First, block.End - block.First)));
        Assert.All(blocks, block => Assert.True(block.End - block.First == 1 || offsets[block.End - 1] - offsets[block.First] <= RowsOfABlock));
        Assert.InRange(blocks.Length, rows.Length == 0 ? 0 : 1, (2 * offsets[^1] / RowsOfABlock) + 1);
    }

    private sealed class Source(int[] offsets) : IColumnSource<int[]>
    {
        public int[] Offsets => offsets;

        public void Read(int firstCustomer, int endCustomer, Action<int[], int, int> read) => read(offsets, firstCustomer, endCustomer);
    }

    private sealed class WhichBlocks : IQuestion<int[], IEnumerable<(int First, int End)>>
    {
        public IGatherer<int[]> NewGatherer() => new Blocks();

        public IEnumerable<(int First, int End)> Answer(IReadOnlyList<IGatherer<int[]>> gatherers) => gatherers.SelectMany(one => ((Blocks)one).Seen);
    }

    private sealed class Blocks : IGatherer<int[]>
    {
        public List<(int First, int End)> Seen { get; } = [];

        public void Add(int[] columns, int firstCustomer, int endCustomer) => Seen.Add((firstCustomer, endCustomer));
    }
}
