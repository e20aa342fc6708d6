using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Segments;

/// <summary>Order metrics by plan, five of them.</summary>
public class OrderSegmentBenchmarks : OrderBenchmarks
{
    private Segmentation plans = null!;

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<string, LinqOrderTotals[]> Linq() => LinqOrders.MetricsByPlan(Purchases);

    [Benchmark]
    public BySegment<OrderMetrics> Metrics() => Timeline.By(plans).Metrics(Months.Periods, ExecutionOptions.Sequential);

    protected override void Prepare()
    {
        base.Prepare();
        plans = Plans.Segmentation(Plans.Customers(OrderLog.CustomersOf(Events)));
    }

    protected override void Check()
    {
        Answers.MustAgree("all plans together", Timeline.Metrics(Months.Periods), Metrics().Total);
        foreach ((string plan, LinqOrderTotals[] months) in HasLinq ? Linq() : new Dictionary<string, LinqOrderTotals[]>())
        {
            Answers.MustAgreeOnEach($"the months of {plan}", months, [.. Metrics()[new Segment(plan)].Select(LinqOrderTotals.Of)]);
        }
    }
}
