using System.Diagnostics;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Growth;

/// <summary>What a job took at a size.</summary>
/// <param name="Job">The job.</param>
/// <param name="Events">How many events or orders it worked on.</param>
/// <param name="Nanoseconds">The median time of a run, for each event.</param>
/// <param name="Allocated">Bytes a run allocated for each event, which is more than it held at any one time.</param>
/// <param name="Kept">Bytes of the answer on the heap, for each event; of what is built alone.</param>
internal sealed record Measurement(string Job, int Events, double Nanoseconds, double Allocated, double? Kept);

/// <summary>The main jobs at growing sizes, on all cores. It shows a curve, not a benchmark's precision: medians of a few runs.</summary>
internal static class GrowthRun
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);

    /// <summary>Sizes from 10,000 on, in steps of 1, 2 and 5.</summary>
    public static IEnumerable<int> Sizes(int most) =>
        from power in Enumerable.Range(4, 5)
        from step in new[] { 1, 2, 5 }
        let size = step * (int)Math.Pow(10, power)
        where size <= most
        select size;

    public static IEnumerable<Measurement> Of(int events)
    {
        var log = new SubscriptionLog(events);
        (RevenueTimeline timeline, Measurement built) = Measure("build a timeline", events, log.Timeline, isKept: true);
        yield return built;
        Answers.MustAgree("closing MRR", log.ClosingMrr, timeline.RollForward(Months.Periods)[^1].ClosingMrr.Monthly.Amount);
        yield return Measure("roll-forward", events, () => timeline.RollForward(Months.Periods)).Measurement;
        yield return Measure("trailing year", events, () => timeline.TrailingYear(Months.Periods)).Measurement;
        yield return Measure("cohorts", events, () => timeline.Cohorts(Months.Periods)).Measurement;

        var orders = new OrderLog(events);
        (OrderBook book, Measurement bound) = Measure("build an order book", events, orders.Book, isKept: true);
        yield return bound;
        Answers.MustAgree("revenue", orders.Cents.Sum() / 100m, book.Metrics(Months.Periods).Overall.Revenue.Amount);
        yield return Measure("order metrics", events, () => book.Metrics(Months.Periods)).Measurement;
        yield return Measure("RFM", events, () => book.Rfm(DateTimeZone.Utc, new LocalDate(2025, 12, 31))).Measurement;
    }

    private static (TAnswer Answer, Measurement Measurement) Measure<TAnswer>(string job, int events, Func<TAnswer> run, bool isKept = false)
        where TAnswer : class
    {
        // Until the runtime has compiled it for good.
        long start = Stopwatch.GetTimestamp();
        TAnswer? answer = null;
        do
        {
            answer = run();
        }
        while (Stopwatch.GetElapsedTime(start) < Enough / 2);

        double? kept = null;
        if (isKept)
        {
            answer = null;
            long before = GC.GetTotalMemory(forceFullCollection: true);
            answer = run();
            kept = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / events;
        }

        var times = new List<double>();
        long allocated = 0;
        start = Stopwatch.GetTimestamp();
        while (times.Count < 3 || (times.Count < 100 && Stopwatch.GetElapsedTime(start) < Enough))
        {
            GC.Collect();
            long bytes = GC.GetTotalAllocatedBytes(precise: true), one = Stopwatch.GetTimestamp();
            TAnswer again = run();
            times.Add(Stopwatch.GetElapsedTime(one).TotalNanoseconds);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - bytes;
            GC.KeepAlive(again);
        }

        times.Sort();
        return (answer, new Measurement(job, events, times[times.Count / 2] / events, (double)allocated / events, kept));
    }
}
