using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Aggregation;

/// <summary>Runs on several threads: whole, in order, and the same figures as on one.</summary>
public sealed class CustomerSplitTests
{
    [Fact]
    public void Runs_CoverEveryCustomerOnce_InOrder() =>
        Laws.Check(
            Arb.From(
                from rows in Gen.Elements(0, 0, 1, 1000, 300_000, 5_000_000).ListOf()
                from threads in Gen.Choose(1, 5)
                select (Offsets: rows.Aggregate(new List<int> { 0 }, (offsets, count) => [.. offsets, offsets[^1] + count]).ToArray(), threads)),
            one =>
            {
                (int First, int End)[] runs = CustomerSplit.Run(one.Offsets, ExecutionOptions.Default with { Threads = one.threads }, (first, end) => (first, end));

                Assert.Equal((0, one.Offsets.Length - 1), (runs[0].First, runs[^1].End));
                Assert.All(runs, run => Assert.True(run.First <= run.End));
                Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.First));
            });

    /// <summary>At least 262,144 rows each, four for each thread; and none so long that a cancellation is seen late.</summary>
    [Theory]
    [InlineData(200, 1_000, 8, 1)]
    [InlineData(20_000, 1_000, 1, 4)]
    [InlineData(20_000, 1_000, 3, 12)]
    [InlineData(20_000, 1_000, 64, 76)]
    [InlineData(2_000, 1_000_000, 1, 119)]
    public void Runs_AreOfAboutEqualLength_AndAsManyAsAreOfUse(int customers, int rowsOfEach, int threads, int expected)
    {
        int[] offsets = [.. Enumerable.Range(0, customers + 1).Select(customer => customer * rowsOfEach)];

        int[] lengths = CustomerSplit.Run(offsets, ExecutionOptions.Default with { Threads = threads }, (first, end) => offsets[end] - offsets[first]);

        Assert.Equal(expected, lengths.Length);
        Assert.All(lengths, length => Assert.InRange(length, (offsets[^1] / expected) - rowsOfEach, (offsets[^1] / expected) + rowsOfEach));
    }

    [Fact(Skip = ManyRows.LeftOut, SkipUnless = nameof(ManyRows.AreRead), SkipType = typeof(ManyRows))]
    [Trait("Kind", "Numbers")]
    public void OneThreadAndFour_GiveTheSame_BitForBit_WhereTheWorkIsReallySplit()
    {
        const int Rows = 600_000;
        var customers = new int[Rows];
        var at = new Instant[Rows];
        var cents = new long[Rows];
        Instant start = Utc("2024-01-01");
        for (int row = 0; row < Rows; row++)
        {
            // A few customers with very many rows among many with few, in a mixed order.
            customers[row] = row % 7 == 0 ? row % 3 : (int)(row * 2_654_435_761L % 50_000);
            at[row] = start + Duration.FromMinutes(row * 7_919L % 1_500_000);
            cents[row] = row * 104_729L % 5 * 999;
        }

        RevenueTimeline timeline = RevenueTimeline.FromIntervals(customers.Select((customer, row) => new RevenueInterval($"c{customer}", at[row], at[row] + Duration.FromDays(1 + (row % 90)), Mrr(cents[row] / 100m))));
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, customers, at, cents);
        ReportingPeriods months = ReportingCalendar.Months(Zone("Europe/Berlin")).From(Month("2024-02")).To(Month("2025-03"));
        ExecutionOptions four = ExecutionOptions.Default with { Threads = 4 };

        Assert.True(timeline.ChangeCount > 1 << 19);
        Assert.NotEqual(1, CustomerSplit.Run(timeline.Columns.Offsets, four, (_, _) => 0).Length);
        foreach (MetricPolicy policy in Enum.GetValues<Netting>().Select(netting => MetricPolicy.Default with { Netting = netting }))
        {
            Assert.Equal(timeline.RollForward(months, policy, ExecutionOptions.Sequential), timeline.RollForward(months, policy, four));
        }

        Assert.Equal(
            timeline.TrailingYear(months, execution: ExecutionOptions.Sequential).Select(row => (row.NetRevenueRetention, row.GrossRevenueRetention, row.CustomerChurnRate)),
            timeline.TrailingYear(months, execution: four).Select(row => (row.NetRevenueRetention, row.GrossRevenueRetention, row.CustomerChurnRate)));
        Assert.Equal(orders.Metrics(months, ExecutionOptions.Sequential), orders.Metrics(months, four));
    }

    [Fact]
    public void APassThatIsNotWanted_Stops()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2024-01-01"), null, Mrr(1))]);
        ExecutionOptions cancelled = ExecutionOptions.Default with { Cancellation = new CancellationToken(canceled: true) };

        Assert.ThrowsAny<OperationCanceledException>(() => timeline.RollForward(Months("2024-01", "2024-01"), execution: cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => timeline.TrailingYear(Months("2024-01", "2024-01"), execution: cancelled));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void Threads_AreOneToAThousand(int threads)
    {
        Assert.Equal([1, 1024], new[] { 1, 1024 }.Select(valid => (ExecutionOptions.Default with { Threads = valid }).Threads));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExecutionOptions.Default with { Threads = threads });
    }
}
