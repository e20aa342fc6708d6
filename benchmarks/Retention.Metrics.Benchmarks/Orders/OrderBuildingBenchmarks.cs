using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Orders;

/// <summary>From rows to an order book, at once or one by one, against grouping and sorting records.</summary>
[Config(typeof(PerEventConfig))]
public class OrderBuildingBenchmarks
{
    private OrderLog log = null!;

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup()
    {
        log = OrderLog.Shared.For(Events);
        Answers.MustAgree("revenue", log.Cents.Sum() / 100m, FromColumns().Metrics(Months.Periods).Overall.Revenue.Amount);
        Answers.MustAgree("one by one", FromColumns().Metrics(Months.Periods), OneByOne().Metrics(Months.Periods));
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<int, List<Purchase>> Linq() =>
        log.Purchases.GroupBy(purchase => purchase.Customer).ToDictionary(own => own.Key, own => own.OrderBy(purchase => purchase.At).ToList());

    [Benchmark]
    public OrderBook FromColumns() => log.Book();

    [Benchmark]
    public OrderBook OneByOne()
    {
        var builder = new OrderBookBuilder<int>(Currency.Eur);
        for (int row = 0; row < Events; row++)
        {
            builder.Add(log.Customers[row], log.At[row], log.Cents[row]);
        }

        return builder.Build();
    }
}
