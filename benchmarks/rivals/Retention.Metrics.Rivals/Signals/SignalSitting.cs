using System.Diagnostics;
using System.Globalization;

namespace Retention.Metrics.Rivals.Signals;

/// <summary>Churn by signal over 24 months: the library, a pass of order metrics over as many rows, and DuckDB, in turns; the answers must agree.</summary>
internal static class SignalSitting
{
    /// <summary>Measures, and prints a table.</summary>
    /// <param name="activities">How many activities there are.</param>
    /// <param name="threads">How many threads everyone has.</param>
    /// <param name="alternations">How often everyone takes a turn; the medians are printed.</param>
    /// <param name="output">Where the table goes.</param>
    /// <returns>Whether all answers agree.</returns>
    public static bool Compare(int activities, int threads, int alternations, TextWriter output)
    {
        SignalData data = SignalData.Of(activities);
        var execution = new ExecutionOptions { Threads = threads };
        RevenueTimeline timeline = data.Timeline();
        ActivityTimeline done = data.Activities();
        ActivityTimeline amounts = data.Activities(withQuantities: true);
        SurveyTimeline responses = data.Responses();
        SubscriptionHistory history = data.History();
        OrderTimeline orders = data.Orders();
        using var duckdb = new DuckDbSignals(data, threads);
        SignalGroups bounds = SignalGroups.Bounds(0, 2, 5);
        (string Name, Func<object> Run)[] ours =
        [
            ("order metrics of as many orders", () => orders.Metrics(SignalData.Periods, execution)),
            ("count, bounds", () => timeline.ChurnBySignal(Signal.Count(done, "login", SignalData.WindowDays), bounds, SignalData.Periods, execution)),
            ("count, quartiles", () => timeline.ChurnBySignal(Signal.Count(done, "login", SignalData.WindowDays), SignalGroups.Quantiles(4), SignalData.Periods, execution)),
            ("distinct days, bounds", () => timeline.ChurnBySignal(Signal.DistinctDays(done, "login", SignalData.WindowDays), bounds, SignalData.Periods, execution)),
            ("sum, bounds", () => timeline.ChurnBySignal(Signal.Sum(amounts, "login", SignalData.WindowDays), bounds, SignalData.Periods, execution)),
            ("days since the last, bounds", () => timeline.ChurnBySignal(Signal.DaysSinceLast(done, "login"), bounds, SignalData.Periods, execution)),
            ("count per seat, bounds", () => timeline.ChurnBySignal(Signal.Count(done, "login", SignalData.WindowDays).Per(Signal.SeatsPaid(history)), bounds, SignalData.Periods, execution)),
            ("latest score, bounds", () => timeline.ChurnBySignal(Signal.LatestScore(responses), bounds, SignalData.Periods, execution)),
            ("recency of orders, bounds", () => timeline.ChurnBySignal(Signal.Rfm(orders, RfmMeasure.Recency), bounds, SignalData.Periods, execution)),
        ];
        var times = ours.Select(_ => new List<double>()).ToArray();
        var processor = ours.Select(_ => new List<double>()).ToArray();
        List<double> ofDuckDb = [], processorOfDuckDb = [];
        (long AtRisk, long Lost)[] theirs = [];
        for (int turn = -3; turn < alternations; turn++)
        {
            for (int one = 0; one < ours.Length; one++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                var clock = Stopwatch.StartNew();
                _ = ours[one].Run();
                Keep(times[one], turn, clock.Elapsed);
                Keep(processor[one], turn, Environment.CpuUsage.TotalTime - before);
            }

            TimeSpan spent = Environment.CpuUsage.TotalTime;
            (TimeSpan time, theirs) = duckdb.Answer();
            Keep(ofDuckDb, turn, time);
            Keep(processorOfDuckDb, turn, Environment.CpuUsage.TotalTime - spent);
        }

        SignalChurn counted = ((ChurnBySignal)ours[1].Run()).Whole;
        bool agree = counted.Groups.Append(counted.Unknown).Select(group => (group.AtRisk, group.Lost)).SequenceEqual(theirs);
        double pass = Median(times[0]), duck = Median(ofDuckDb);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{activities:N0} activities of {data.Start.Length:N0} customers, {SignalData.Months} months, {threads} threads, median of {alternations}; answers {(agree ? "agree" : "DIFFER")}"));
        output.WriteLine("                                         elapsed            processor time");
        for (int one = 0; one < ours.Length; one++)
        {
            double mine = Median(times[one]), work = Median(processor[one]);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {ours[one].Name,-32} {mine * 1000,9:N1} ms {mine / pass,6:N2} × {work * 1000,9:N1} ms {work / Median(processor[0]),6:N2} × a pass of order metrics"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"DuckDB, count, bounds",-32} {duck * 1000,9:N1} ms {duck / Median(times[1]),6:N1} × {Median(processorOfDuckDb) * 1000,9:N1} ms {Median(processorOfDuckDb) / Median(processor[1]),6:N1} × count, bounds"));
        return agree;
    }

    private static void Keep(List<double> times, int turn, TimeSpan time)
    {
        if (turn >= 0)
        {
            times.Add(time.TotalSeconds);
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
