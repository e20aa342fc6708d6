using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Cohorts;

/// <summary>Monthly cohorts of buyers over four years.</summary>
public class OrderCohortBenchmarks : OrderBenchmarks
{
    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<CellPlace, BuyerCell> Linq() => LinqCohorts.OfBuyers(Purchases);

    [Benchmark]
    public OrderCohortTable Cohorts() => Timeline.Cohorts(Months.Periods, execution: ExecutionOptions.Sequential);

    [Benchmark]
    public OrderCohortTable OnAllCores() => Timeline.Cohorts(Months.Periods, execution: ExecutionOptions.Default);

    protected override void Check()
    {
        OrderCohortTable table = Cohorts();
        Answers.MustAgree("revenue", Log.Revenue, table.SelectMany(cohort => cohort).OfType<OrderCohortCell>().Sum(cell => cell.Revenue.Amount));
        Answers.MustAgree("all cores", table, OnAllCores());
        if (HasLinq)
        {
            LinqCohorts.MustAgree(Linq(), table);
        }
    }
}
