using System.Data.Common;
using NodaTime;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Sources;

public sealed class ReadingTests
{
    private const int Rows = 100_000;

    /// <summary>The columns of a timeline are up to 88 bytes a row while it is built; an object for each value would be 24 bytes more each.</summary>
    [Fact]
    public async Task Timeline_IsReadWithoutAnObjectForEachRow()
    {
        TestEngine tested = TestEngine.Of("DuckDB");
        await using DbConnection connection = await tested.OpenAsync();
        await TestEngine.ExecuteAsync(connection, $"CREATE TABLE levels AS SELECT i // 10 AS customer, i // 5 AS subscription, 1767312000 + i AS at_s, i % 7 * 100 AS cents FROM range({Rows}) AS r(i)");
        var levels = new SqlLevels(
            new SqlDatabase(connection, tested.Dialect), "levels", Currency.Eur, "customer", "subscription", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents").Times(12));
        _ = await levels.ReadTimelineAsync(ExecutionOptions.Sequential);
        int thread = Environment.CurrentManagedThreadId;
        long before = GC.GetAllocatedBytesForCurrentThread();

        RevenueTimeline timeline = await levels.ReadTimelineAsync(ExecutionOptions.Sequential);

        double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Rows;
        Assert.SkipUnless(thread == Environment.CurrentManagedThreadId, "The driver went on with another thread.");
        Assert.Equal(Rows / 10, timeline.CustomerCount);
        Assert.True(bytes < 120, $"{bytes:0} bytes a row");
    }

    [Fact]
    public async Task Progress_Rises_AndEndsWithOne()
    {
        TestEngine tested = TestEngine.Of("DuckDB");
        await using DbConnection connection = await tested.OpenAsync();
        await TestEngine.ExecuteAsync(connection, $"CREATE TABLE orders AS SELECT i // 10 AS customer, TIMESTAMPTZ '2026-01-05 00:00:00+00' + INTERVAL (i) SECOND AS \"at\", i % 7 AS cents FROM range({Rows}) AS r(i)");
        var orders = new SqlOrders(new SqlDatabase(connection, tested.Dialect), "orders", Currency.Eur, "customer", SqlTime.Instant("at"), SqlAmount.MinorUnits("cents"));
        var shares = new List<double>();

        OrderTimeline read = await orders.ReadOrdersAsync(ExecutionOptions.Sequential with { Progress = new Reports(shares) });

        Assert.Equal(Rows, read.OrderCount);
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
        Assert.Contains(shares, share => share is > 0 and < 0.7);
        Assert.Equal(Instant.FromUtc(2026, 1, 5, 0, 0), read.FirstOrder);
    }

    [Fact]
    public async Task CustomerWithOnlyEmptyIntervals_IsInTheTimeline_AndNeverPaid()
    {
        await using DbConnection connection = await TestEngine.Of("SQLite").OpenAsync();
        await TestEngine.ExecuteAsync(connection, "CREATE TABLE spells (customer INTEGER, first INTEGER, last INTEGER, cents INTEGER); INSERT INTO spells VALUES (1, 10, 10, 5), (2, 10, 20, 5)");
        var spells = new SqlIntervals(
            new SqlDatabase(connection, SqlDialect.Sqlite), "spells", Currency.Eur, "customer", SqlTime.UnixSeconds("first"), SqlTime.UnixSeconds("last"), SqlAmount.MinorUnits("cents").Times(12));

        Assert.Equal("2 changes of 2 customers, EUR", (await spells.ReadTimelineAsync()).ToString());
    }

    private sealed class Reports(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
