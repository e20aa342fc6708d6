using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Cohorts;

/// <summary>Monthly cohorts of subscribers over four years.</summary>
public class RevenueCohortBenchmarks : SubscriptionBenchmarks
{
    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<CellPlace, SubscriberCell> Linq() => LinqCohorts.OfSubscribers(Changes);

    [Benchmark]
    public RevenueCohortTable Cohorts() => Timeline.Cohorts(Months.Periods, execution: ExecutionOptions.Sequential);

    [Benchmark]
    public RevenueCohortTable OnAllCores() => Timeline.Cohorts(Months.Periods, execution: ExecutionOptions.Default);

    protected override void Check()
    {
        RevenueCohortTable table = Cohorts();
        Answers.MustAgree("closing MRR", Log.ClosingMrr, table.Select((cohort, first) => cohort[Months.Count - 1 - first]!.Mrr.Monthly.Amount).Sum());
        Answers.MustAgree("all cores", table, OnAllCores());
        if (HasLinq)
        {
            LinqCohorts.MustAgree(Linq(), table);
        }
    }
}
