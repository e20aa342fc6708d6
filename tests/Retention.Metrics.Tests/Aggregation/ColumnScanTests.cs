namespace Retention.Metrics.Tests.Aggregation;

/// <summary>The blocks of customers that aggregates are updated with.</summary>
public sealed class ColumnScanTests
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

        (int First, int End)[] blocks = [.. new Source(offsets).Run(new Blocks(), ExecutionOptions.Default with { Threads = 3 }).Order()];

        Assert.Equal(Enumerable.Range(0, rows.Length), blocks.SelectMany(block => Enumerable.Range(block.First, block.End - block.First)));
        Assert.All(blocks, block => Assert.True(block.End - block.First == 1 || offsets[block.End - 1] - offsets[block.First] <= RowsOfABlock));
        Assert.InRange(blocks.Length, rows.Length == 0 ? 0 : 1, (2 * offsets[^1] / RowsOfABlock) + 1);
    }

    private sealed class Source(int[] offsets) : IColumnSource<int[]>
    {
        public int[] Offsets => offsets;

        public void Read(int firstCustomer, int endCustomer, Action<int[], int, int> read) => read(offsets, firstCustomer, endCustomer);
    }

    [Fact]
    public void Totals_BeforeThePlanIsRun_AreRefused()
    {
        Planned<List<(int, int)>> totals = new AggregatePlan<int[]>().Add(new Blocks());

        Assert.Throws<InvalidOperationException>(() => totals.Result);
    }

    [Fact]
    public void Plan_OfManyAggregates_ShowsEachTheSameBlocks()
    {
        int[] offsets = [.. Enumerable.Range(0, 3_000).Select(customer => customer * 100)];
        var plan = new AggregatePlan<int[]>();
        Planned<List<(int, int)>>[] totals = [.. Enumerable.Range(0, 7).Select(_ => plan.Add(new Blocks()))];

        new Source(offsets).Run(plan, ExecutionOptions.Default with { Threads = 3 });

        Assert.All(totals, one => Assert.Equal(totals[0].Result.Order(), one.Result.Order()));
        Assert.NotEmpty(totals[0].Result);
    }

    private sealed class Blocks : IAggregate<int[], List<(int First, int End)>, List<(int First, int End)>>
    {
        public List<(int First, int End)> NewState() => [];

        public void Update(List<(int First, int End)> state, int[] columns, int firstCustomer, int endCustomer) => state.Add((firstCustomer, endCustomer));

        public void Combine(List<(int First, int End)> state, List<(int First, int End)> other) => state.AddRange(other);

        public List<(int First, int End)> Finish(List<(int First, int End)> state) => state;
    }
}
