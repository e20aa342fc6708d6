using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Engine;

/// <summary>Customers with a thousand rows each, to bring into time order: of rows that are in order, reversed and shuffled, against the sort of the framework.</summary>
public class SortingBenchmarks : PerEventBenchmarks
{
    private const int RowsOfCustomer = 1000;

    private int[] customers = [];
    private Instant[] rising = [];
    private Instant[] falling = [];
    private Instant[] shuffled = [];
    private long[] cents = [];

    [Benchmark(Baseline = true)]
    public (int, Instant)[] SortOfTheFramework()
    {
        var rows = new (int Customer, Instant At)[Events];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = (customers[i], shuffled[i]);
        }

        Array.Sort(rows);
        return rows;
    }

    [Benchmark]
    public OrderTimeline Rising() => Build(rising);

    [Benchmark]
    public OrderTimeline Falling() => Build(falling);

    [Benchmark]
    public OrderTimeline Shuffled() => Build(shuffled);

    protected override void Prepare()
    {
        customers = [.. Enumerable.Range(0, Events).Select(row => row / RowsOfCustomer)];
        rising = [.. Enumerable.Range(0, Events).Select(row => Instant.FromDateTimeUtc(Months.Start) + Duration.FromSeconds(row * Months.Seconds / Events))];
        cents = [.. Enumerable.Repeat(100L, Events)];
        falling = [.. Enumerable.Range(0, Events / RowsOfCustomer).SelectMany(customer => Rows(customer).Reverse())];
        var random = new Random(1);
        shuffled = [.. Enumerable.Range(0, Events / RowsOfCustomer).SelectMany(customer =>
        {
            Instant[] own = [.. Rows(customer)];
            random.Shuffle(own);
            return own;
        })];
    }

    protected override void Check()
    {
        // Days between orders come from neighbors: rows out of order would change them.
        Answers.MustAgree("rows in order", true, SortOfTheFramework().Select(row => row.Item2).SequenceEqual(rising));
        DayHistogram expected = Rising().DaysBetweenOrders(Months.Periods).Overall;
        Answers.MustAgree("falling rows", expected, Falling().DaysBetweenOrders(Months.Periods).Overall);
        Answers.MustAgree("shuffled rows", expected, Shuffled().DaysBetweenOrders(Months.Periods).Overall);
    }

    private IEnumerable<Instant> Rows(int customer) => rising.Skip(customer * RowsOfCustomer).Take(RowsOfCustomer);

    private OrderTimeline Build(Instant[] at) => OrderTimeline.FromColumns<int>(Currency.Eur, customers, at, cents, ExecutionOptions.Sequential);
}
