using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Library;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Facts;

/// <summary>From event objects in memory to a checked history, to a timeline and to the roll-forward, beside LINQ on records of the same log.</summary>
internal static class ObjectRuns
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    /// <summary>Measures ours and LINQ in turns, and returns a table in Markdown.</summary>
    /// <param name="data">The data.</param>
    /// <param name="linq">LINQ on records that are loaded.</param>
    /// <param name="alternations">How many turns.</param>
    /// <param name="differences">Gets what differs.</param>
    public static string Compare(DataSet data, IContestant linq, int alternations, List<string> differences)
    {
        SubscriptionEvent[] events = FactFiles.EventsOf(data);
        List<string> table =
        [
            "| objects | threads | history ns an event | timeline ns an event | roll-forward ns an event | allocated bytes an event | LINQ ÷ ours, all three steps |",
            "| --- | --: | --: | --: | --: | --: | --: |",
        ];
        var runs = new List<Run>();
        var ratios = new List<double>();
        for (int turn = -1; turn < alternations; turn++)
        {
            TimedRun their = linq.Run();
            (Run run, RollForward answer) = Once(events);
            if (Agreement.Difference(their.Rows, OurAnswers.Rows(answer)) is { } difference)
            {
                differences.Add($"objects {data.Size}: {difference}");
            }

            // The first turn compiles the code.
            if (turn >= 0)
            {
                runs.Add(run);
                ratios.Add(their.Milliseconds / run.Milliseconds);
            }
        }

        table.Add(string.Create(CultureInfo.InvariantCulture, $"| {events.Length:N0} | {Environment.ProcessorCount} | {Nanoseconds(run => run.History):0} | {Nanoseconds(run => run.Timeline):0} | {Nanoseconds(run => run.RollForward):0} | {Median.Of(runs.Select(run => (double)run.Allocated / events.Length)):0} | {Median.Of(ratios):0.0} ({ratios.Min():0.0}–{ratios.Max():0.0}) |"));
        return string.Join('\n', table);

        double Nanoseconds(Func<Run, TimeSpan> step) => Median.Of(runs.Select(run => step(run).TotalNanoseconds / events.Length));
    }

    private static (Run Run, RollForward Answer) Once(SubscriptionEvent[] events)
    {
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(precise: true), start = Stopwatch.GetTimestamp();
        SubscriptionHistory history = SubscriptionHistory.Create((IEnumerable<SubscriptionEvent>)events);
        long checkedAt = Stopwatch.GetTimestamp();
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
        long builtAt = Stopwatch.GetTimestamp();
        RollForward answer = timeline.RollForward(Months);
        long end = Stopwatch.GetTimestamp();
        return (new Run(Stopwatch.GetElapsedTime(start, checkedAt), Stopwatch.GetElapsedTime(checkedAt, builtAt), Stopwatch.GetElapsedTime(builtAt, end), GC.GetTotalAllocatedBytes(precise: true) - allocated), answer);
    }

    private sealed record Run(TimeSpan History, TimeSpan Timeline, TimeSpan RollForward, long Allocated)
    {
        public double Milliseconds => (History + Timeline + RollForward).TotalMilliseconds;
    }
}
