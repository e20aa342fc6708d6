using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Facts of rows without some of them are those that would have been collected of the rows that are left.</summary>
public sealed class RowFactsLaws
{
    [Theory]
    [InlineData(1, 1, 3, 1.0)]
    [InlineData(2, 500, 40, 0.1)]
    [InlineData(3, 5_000, 900, 0.5)]
    [InlineData(4, 5_000, 3, 0.01)]
    [InlineData(5, 5_000, 4_000, 0.9)]
    [InlineData(6, 4_096, 1_000, 0.0)]
    public void WithoutSomeRows_TheyAreThoseOfTheOthers(int seed, int rows, int subscriptions, double share)
    {
        var random = new Random(seed);
        RowSet leftOut = RowSet.None(rows);
        List<(int Subscription, int Customer, long Ticks, uint Content)> all = [];
        for (int row = 0; row < rows; row++)
        {
            int subscription = random.Next(subscriptions);

            // A few rows are of another customer than most of their subscription.
            all.Add((subscription, random.Next(20) == 0 ? random.Next(50) : subscription % 50, random.Next(1000), (uint)random.Next(8)));
            leftOut[row] = random.NextDouble() < share;
        }

        PartitionedFacts without = Collected(all, subscriptions).In(TablesOf(), leftOut, row => all[row].Customer);
        PartitionedFacts others = Collected([.. all.Where((_, row) => !leftOut[row])], subscriptions).In(TablesOf());

        Assert.Equal(others.Offsets, without.Offsets);
        Assert.Equal(others.Rows[..others.Count], without.Rows[..without.Count]);
        for (int subscription = 0; subscription < subscriptions; subscription++)
        {
            Assert.All(others.Rows[others.RowsOf(subscription)], row => Assert.Equal(others.Tables.CustomerOf(subscription, row.Place), without.Tables.CustomerOf(subscription, row.Place)));
            Assert.Equal(others.Tables.OwnerOf(subscription), without.Tables.OwnerOf(subscription));
        }
    }

    private static FactTables TablesOf() => new(new FactKeys<int, int>());

    private static RowFacts Collected(List<(int Subscription, int Customer, long Ticks, uint Content)> rows, int subscriptions)
    {
        var columns = new RowColumns(new ColumnBlocks<int>(), new ColumnBlocks<int>(), new ColumnBlocks<long>(), new ColumnBlocks<uint>());
        foreach ((int subscription, int customer, long ticks, uint content) in rows)
        {
            columns.Subscriptions.Add(subscription);
            columns.Customers.Add(customer);
            columns.Ticks.Add(ticks);
            columns.Contents.Add(content);
        }

        return RowFacts.Of(columns, subscriptions, ExecutionOptions.Default with { Threads = 2 });
    }
}
