using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Aggregation;

/// <summary>Long work says how far it is, and stops when it is not wanted any more.</summary>
[Trait("Kind", "Numbers")]
public sealed class ProgressTests
{
    private const int ManyRowsOfData = 700_000;

    private static readonly ReportingPeriods Year = Months("2024-01", "2024-12");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Progress_OfAFewRows_Rises_ToOne(int threads) => Rises(threads, rows: 10);

    [Theory(Skip = ManyRows.LeftOut, SkipUnless = nameof(ManyRows.AreRead), SkipType = typeof(ManyRows))]
    [InlineData(1)]
    [InlineData(3)]
    public void Progress_OfManyRows_Rises_ToOne(int threads) => Rises(threads, ManyRowsOfData);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void EveryStepOfAStage_IsDoneOnce_AndHeard(int threads)
    {
        const int Steps = 64;
        var heard = new Heard();
        var done = new int[Steps];

        new ExecutionOptions { Threads = threads, Progress = heard }.Stage(0.5, 1).ForEach(Steps, step => done[step]++);

        Assert.All(done, times => Assert.Equal(1, times));
        Assert.Equal(Enumerable.Range(1, Steps).Select(step => 0.5 + (step / 128.0)), heard.Shares);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WorkThatIsNotWanted_IsNotBegun_AndWhatGoesWrong_IsToldAsItIs(int threads)
    {
        ExecutionOptions execution = new() { Threads = threads }, cancelled = execution with { Cancellation = new CancellationToken(canceled: true) };

        Assert.Throws<OperationCanceledException>(() => cancelled.ForEach(64, _ => Assert.Fail("It was begun.")));
        Assert.Throws<OverflowException>(() => execution.ForEach(64, _ => throw new OverflowException()));
    }

    [Fact(Skip = ManyRows.LeftOut, SkipUnless = nameof(ManyRows.AreRead), SkipType = typeof(ManyRows))]
    public void Work_ThatIsCancelledOnTheWay_Stops()
    {
        (int[] customers, Instant[] at, long[] cents) = Columns(ManyRowsOfData);
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, customers, at, cents);

        Stops(execution => RevenueTimeline.FromColumns<int, int>(Currency.Eur, customers, customers, at, cents, execution));
        Stops(execution => OrderTimeline.FromColumns<int>(Currency.Eur, customers, at, cents, execution));
        Stops(execution => orders.Report(Year, execution: execution));

        static void Stops(Func<ExecutionOptions, object> work)
        {
            using var cancellation = new CancellationTokenSource();
            var heard = new Heard(_ => cancellation.Cancel());
            Assert.ThrowsAny<OperationCanceledException>(() => work(new ExecutionOptions { Threads = 1, Cancellation = cancellation.Token, Progress = heard }));
            Assert.Single(heard.Shares);
        }
    }

    private static void Rises(int threads, int rows)
    {
        (int[] customers, Instant[] at, long[] cents) = Columns(rows);
        var heard = new Heard();
        ExecutionOptions execution = new() { Threads = threads, Progress = heard };

        RevenueTimeline timeline = RevenueTimeline.FromColumns<int, int>(Currency.Eur, customers, customers, at, cents, execution);
        heard.RisesToOne();
        _ = timeline.RollForward(Year, execution: execution);
        heard.RisesToOne();
        _ = timeline.Report(Year, execution: execution);
        heard.RisesToOne();
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, customers, at, cents, execution);
        heard.RisesToOne();
        _ = orders.Report(Year, execution: execution);
        heard.RisesToOne();
        var builder = new RevenueTimelineBuilder<int, int>(Currency.Eur);
        for (int row = 0; row < rows; row++)
        {
            builder.Add(customers[row], customers[row], at[row], cents[row]);
        }

        _ = builder.Build(execution);
        heard.RisesToOne();
        AppendableTimeline<int, int> appended = new AppendableTimeline<int, int>(Currency.Eur).Append(customers, customers, at, cents, execution);
        heard.RisesToOne();
        _ = appended.Append([1], [1], [Utc("2030-01-01")], [1], execution);
        Assert.Equal([1.0], heard.Shares);
    }

    private static (int[] Customers, Instant[] At, long[] Cents) Columns(int rows) => (
        [.. Enumerable.Range(0, rows).Select(row => (int)(row * 2_654_435_761L % 50_000))],
        [.. Enumerable.Range(0, rows).Select(row => Utc("2024-01-01") + Duration.FromSeconds(40 * row))],
        [.. Enumerable.Range(0, rows).Select(row => row * 104_729L % 5 * 999)]);

    private sealed class Heard(Action<double>? action = null) : IProgress<double>
    {
        public List<double> Shares { get; } = [];

        public void Report(double value)
        {
            Shares.Add(value);
            action?.Invoke(value);
        }

        public void RisesToOne()
        {
            Assert.True(Shares[0] > 0);
            Assert.All(Shares.Zip(Shares.Skip(1)), pair => Assert.True(pair.First < pair.Second, $"{pair.First} then {pair.Second}"));
            Assert.Equal(1, Shares[^1]);
            Shares.Clear();
        }
    }
}
