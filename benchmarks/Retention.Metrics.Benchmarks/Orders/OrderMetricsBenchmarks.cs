using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Orders;

/// <summary>The order metrics of 48 months.</summary>
public class OrderMetricsBenchmarks : OrderBenchmarks
{
    [Benchmark(Baseline = true)]
    public LinqOrderTotals[] Linq() => LinqOrders.Metrics(Purchases);

    [Benchmark]
    public OrderMetrics Metrics() => Timeline.Metrics(Months.Periods, ExecutionOptions.Sequential);

    [Benchmark]
    public OrderMetrics OnAllCores() => Timeline.Metrics(Months.Periods, ExecutionOptions.Default);

    /// <summary>More than the baseline is asked for: cohorts and RFM too, from the same pass.</summary>
    [Benchmark]
    public OrderReport WithCohortsAndRfm() => Timeline.Report(Months.Periods, execution: ExecutionOptions.Sequential);

    protected override void Check()
    {
        OrderMetrics metrics = Metrics();
        Answers.MustAgree("revenue", Log.Revenue, metrics.Overall.Revenue.Amount);
        Answers.MustAgree("all cores", metrics, OnAllCores());
        Answers.MustAgree("the report", metrics, WithCohortsAndRfm().Metrics);
        if (HasLinq)
        {
            Answers.MustAgreeOnEach("the months", Linq(), [.. metrics.Select(LinqOrderTotals.Of)]);
        }
    }
}
