using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Segments;

/// <summary>Answers by plan, five of them. The segment of each customer is looked up once for a timeline; the first use pays for it.</summary>
public class SegmentBenchmarks : SubscriptionBenchmarks
{
    private Customer[] customers = [];
    private Segmentation plans = null!;

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(RollForward))]
    public IReadOnlyDictionary<string, MonthTotals[]> LinqRollForwardByPlan() => LinqRollForward.ByPlan(Changes);

    [Benchmark, BenchmarkCategory(nameof(RollForward))]
    public BySegment<RollForward> RollForward() => Timeline.By(plans).RollForward(Months.Periods, execution: ExecutionOptions.Sequential);

    [Benchmark, BenchmarkCategory(nameof(RollForward))]
    public BySegment<RollForward> FirstUse() => Timeline.By(Plans.Segmentation(customers)).RollForward(Months.Periods, execution: ExecutionOptions.Sequential);

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(Cohorts))]
    public IReadOnlyDictionary<string, Dictionary<CellPlace, SubscriberCell>> LinqCohortsByPlan() => LinqCohorts.OfSubscribersByPlan(Changes);

    [Benchmark, BenchmarkCategory(nameof(Cohorts))]
    public BySegment<RevenueCohortTable> Cohorts() => Timeline.By(plans).Cohorts(Months.Periods, execution: ExecutionOptions.Sequential);

    protected override void Prepare()
    {
        base.Prepare();
        customers = Plans.Customers(SubscriptionLog.CustomersOf(Events));
        plans = Plans.Segmentation(customers);
    }

    protected override void Check()
    {
        Answers.MustAgree("all plans together", Timeline.RollForward(Months.Periods), RollForward().Total);
        Answers.MustAgree("the first use", RollForward(), FirstUse());
        Answers.MustAgree("cohorts of all plans together", Timeline.Cohorts(Months.Periods), Cohorts().Total);
        if (HasLinq)
        {
            foreach ((string plan, MonthTotals[] months) in LinqRollForwardByPlan())
            {
                Answers.MustAgreeOnEach($"the months of {plan}", months, [.. RollForward()[new Segment(plan)].Select(MonthTotals.Of)]);
            }

            foreach ((string plan, Dictionary<CellPlace, SubscriberCell> cells) in LinqCohortsByPlan())
            {
                LinqCohorts.MustAgree(cells, Cohorts()[new Segment(plan)]);
            }
        }
    }
}
