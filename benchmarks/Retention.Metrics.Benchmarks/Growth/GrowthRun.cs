using System.Diagnostics;
using System.Runtime.CompilerServices;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Growth;

/// <summary>The main jobs at growing sizes. It shows a curve, not a benchmark's precision: medians of a few runs.</summary>
internal sealed class GrowthRun(GrowthOptions options)
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UntilCompiled = TimeSpan.FromSeconds(0.5);

    private readonly ExecutionOptions execution = new() { Threads = options.Threads };

    /// <summary>Sizes from 10,000 on, in steps of 1, 2 and 5.</summary>
    public IEnumerable<int> Sizes =>
        from power in Enumerable.Range(4, 4)
        from step in new[] { 1, 2, 5 }
        let size = step * (int)Math.Pow(10, power)
        where size <= options.To
        select size;

    // Each log is let go of before the next is made.
    public IEnumerable<Measurement> Of(int events) => [.. OfSubscriptions(events), .. OfOrders(events)];

    private List<Measurement> OfSubscriptions(int events)
    {
        var log = new SubscriptionLog(events);
        (RevenueTimeline timeline, Measurement building) = Build("build a timeline", events, () => log.Build(execution));
        RollForward rows = timeline.RollForward(Months.Periods, execution: execution);
        RevenueCohortTable cohorts = timeline.Cohorts(Months.Periods, execution: execution);
        Answers.MustAgree("closing MRR", log.ClosingMrr, rows[^1].ClosingMrr.Monthly.Amount);
        Answers.MustAgree("closing MRR", log.ClosingMrr, cohorts.Select((cohort, first) => cohort[Months.Count - 1 - first]!.Mrr.Monthly.Amount).Sum());

        long columns = building.Memory!.Kept;
        long[] ticks = Array.ConvertAll(log.At, at => at.ToUnixTimeTicks());
        return
        [
            building,
            Time("sum of 16 bytes", events, 16L * events, () => MemoryLimit.Scan(ticks, log.Cents, options.Threads)),
            Time("roll-forward", events, columns, () => timeline.RollForward(Months.Periods, execution: execution)),
            Time("trailing year", events, columns, () => timeline.TrailingYear(Months.Periods, execution: execution)),
            Time("cohorts", events, columns, () => timeline.Cohorts(Months.Periods, execution: execution)),
        ];
    }

    private List<Measurement> OfOrders(int orders)
    {
        var log = new OrderLog(orders);
        (OrderTimeline timeline, Measurement building) = Build("build an order timeline", orders, () => log.Build(execution));
        Answers.MustAgree("revenue", log.Revenue, timeline.Metrics(Months.Periods, execution).Overall.Revenue.Amount);

        long columns = building.Memory!.Kept;
        return
        [
            building,
            Time("order metrics", orders, columns, () => timeline.Metrics(Months.Periods, execution)),
            Time("RFM", orders, columns, () => timeline.Rfm(DateTimeZone.Utc, new LocalDate(2025, 12, 31), execution)),
        ];
    }

    private static (TBuilt Built, Measurement Measurement) Build<TBuilt>(string job, int events, Func<TBuilt> build)
        where TBuilt : class
    {
        long input = (long)events * (sizeof(int) + Unsafe.SizeOf<Instant>() + sizeof(long));
        Measurement timed = Time(job, events, input, build);

        // What is compiled and made once for the process is there by now.
        long before = GC.GetTotalMemory(forceFullCollection: true);
        (TBuilt built, Peak? peak) = Peak.Of(build);
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        return (built, timed with { WorksOn = input + kept, Memory = new BuildMemory(input, kept, peak) });
    }

    private static Measurement Time<TAnswer>(string job, int events, long worksOn, Func<TAnswer> run)
        where TAnswer : class
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            _ = run();
        }
        while (Stopwatch.GetElapsedTime(start) < UntilCompiled);

        var times = new List<double>();
        long allocated = 0;
        start = Stopwatch.GetTimestamp();
        while (times.Count < 3 || (times.Count < 100 && Stopwatch.GetElapsedTime(start) < Enough))
        {
            GC.Collect();
            long bytes = GC.GetTotalAllocatedBytes(precise: true), one = Stopwatch.GetTimestamp();
            TAnswer answer = run();
            times.Add(Stopwatch.GetElapsedTime(one).TotalNanoseconds);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - bytes;
            GC.KeepAlive(answer);
        }

        times.Sort();
        return new Measurement(job, events, times[times.Count / 2] / events, allocated, worksOn);
    }
}
