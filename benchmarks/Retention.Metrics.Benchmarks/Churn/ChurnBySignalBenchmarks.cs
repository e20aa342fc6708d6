using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Churn;

/// <summary>Churn by the number of activities in the 30 days before, over 48 months. The baseline counts for each customer and month what lies in the window.</summary>
public class ChurnBySignalBenchmarks : PerEventBenchmarks
{
    private const int WindowDays = 30;

    private static readonly SignalGroups Groups = SignalGroups.Bounds(0, 1, 2);

    private RevenueTimeline timeline = null!;
    private ActivityTimeline activities = null!;
    private (Instant From, Instant? To)[] paid = [];
    private ILookup<int, Instant> done = null!;

    [Benchmark(Baseline = true)]
    public (long AtRisk, long Lost)[] Linq()
    {
        var groups = new (long AtRisk, long Lost)[Groups.Count + 1];
        foreach (ReportingPeriod month in Months.Periods)
        {
            Instant start = month.Start - Duration.FromDays(WindowDays);
            foreach ((int customer, (Instant from, Instant? to)) in paid.Index())
            {
                if (from < month.Start && !(to < month.Start))
                {
                    int count = done[customer].Count(at => at >= start && at < month.Start);
                    int group = !done[customer].Any(at => at < month.Start) ? Groups.Count : Math.Min(count, Groups.Count - 1);
                    groups[group] = (groups[group].AtRisk + 1, groups[group].Lost + (to < month.End ? 1 : 0));
                }
            }
        }

        return groups;
    }

    [Benchmark]
    public ChurnBySignal Bounds() => timeline.ChurnBySignal(Signal.Count(activities, days: WindowDays), Groups, Months.Periods);

    [Benchmark]
    public ChurnBySignal Quantiles() => timeline.ChurnBySignal(Signal.Count(activities, days: WindowDays), SignalGroups.Quantiles(4), Months.Periods);

    protected override void Prepare()
    {
        OrderLog log = OrderLog.Shared.For(Events);
        activities = ActivityTimeline.FromColumns<int>(log.Customers, log.At);
        done = HasLinq ? log.Customers.Zip(log.At).ToLookup(one => one.First, one => one.Second) : Array.Empty<int>().ToLookup(one => one, _ => default(Instant));
        var random = new Random(20260301);
        var start = Instant.FromDateTimeUtc(Months.Start);
        paid = [.. Enumerable.Range(0, OrderLog.CustomersOf(Events)).Select(_ =>
        {
            Instant from = start + Duration.FromHours(random.Next(24 * 1000));
            return (from, random.Next(3) == 0 ? from + Duration.FromHours(1 + random.Next(24 * 400)) : (Instant?)null);
        })];
        var builder = new RevenueTimelineBuilder<int, int>(Currency.Eur, paid.Length * 2);
        foreach ((int customer, (Instant from, Instant? to)) in paid.Index())
        {
            builder.Add(customer, customer, from, 1000);
            if (to is { } end)
            {
                builder.Add(customer, customer, end, 0);
            }
        }

        timeline = builder.Build();
    }

    protected override void Check()
    {
        if (HasLinq)
        {
            SignalChurn whole = Bounds().Whole;
            Answers.MustAgreeOnEach("groups", Linq(), [.. whole.Groups.Append(whole.Unknown).Select(group => (group.AtRisk, group.Lost))]);
        }
    }
}
