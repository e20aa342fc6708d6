using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Orders;

/// <summary>From rows to an order timeline, at once or one by one, against grouping and sorting records.</summary>
public class OrderBuildingBenchmarks : OrderBenchmarks
{
    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<int, List<Purchase>> Linq() =>
        Purchases.GroupBy(purchase => purchase.Customer).ToDictionary(own => own.Key, own => own.OrderBy(purchase => purchase.At).ToList());

    [Benchmark]
    public OrderTimeline InTimeOrder() => Log.Build();

    [Benchmark]
    public OrderTimeline OnOneThread() => Log.Build(ExecutionOptions.Sequential);

    [Benchmark]
    public OrderTimeline OneByOne() => Add(new OrderTimelineBuilder<int>(Currency.Eur));

    [Benchmark]
    public OrderTimeline OneByOneOfKnownCount() => Add(new OrderTimelineBuilder<int>(Currency.Eur, Events));

    protected override void Check()
    {
        OrderMetrics expected = InTimeOrder().Metrics(Months.Periods);
        Answers.MustAgree("revenue", Log.Revenue, expected.Overall.Revenue.Amount);
        foreach (Func<OrderTimeline> way in new[] { OnOneThread, OneByOne, OneByOneOfKnownCount })
        {
            Answers.MustAgree(way.Method.Name, expected, way().Metrics(Months.Periods));
        }

        if (HasLinq)
        {
            Answers.MustAgree("how many customers there are", Linq().Count, Timeline.CustomerCount);
        }
    }

    private OrderTimeline Add(OrderTimelineBuilder<int> builder)
    {
        for (int row = 0; row < Events; row++)
        {
            builder.Add(Log.Customers[row], Log.At[row], Log.Cents[row]);
        }

        return builder.Build();
    }
}
