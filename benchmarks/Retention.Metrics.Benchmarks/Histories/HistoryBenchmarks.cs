using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Histories;

/// <summary>From events as objects to a checked history and a timeline, against grouping and sorting the events unchecked.</summary>
[ReadsObjects]
public class HistoryBenchmarks : SubscriptionBenchmarks
{
    private SubscriptionEvent[] events = [];
    private SubscriptionHistory history = null!;

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<SubscriptionId, List<SubscriptionEvent>> Linq() => events.GroupBy(one => one.Subscription).ToDictionary(own => own.Key, own => own.OrderBy(one => one.At).ToList());

    [Benchmark]
    public SubscriptionHistory Create() => SubscriptionHistory.Create(events);

    [Benchmark]
    public RevenueTimeline FromHistory() => RevenueTimeline.FromHistory(history);

    protected override void Prepare()
    {
        base.Prepare();
        events = HasLinq ? SubscriptionFacts.Of(Log) : [];
        history = Create();
    }

    protected override void Check()
    {
        Answers.MustAgree("how many events there are", Linq().Values.Sum(own => own.Count), history.Count);
        Answers.MustAgree("the roll-forward", Timeline.RollForward(Months.Periods), FromHistory().RollForward(Months.Periods));
    }
}
