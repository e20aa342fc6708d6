using System.Diagnostics;
using System.Globalization;
using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Databases;

/// <summary>Lets hand-written SQL and the package's take turns on the same tables of the same engine, and measures reading the rows beside them.</summary>
/// <param name="connectionString">Of a PostgreSQL server; without one it is left out.</param>
/// <param name="byProcessor">Whether processor time is compared, of this process and the server's, and not time by the clock: it depends less on what else the machine does.</param>
/// <param name="progress">Where to say what is measured.</param>
internal sealed class DatabaseSitting(string? connectionString, bool byProcessor, TextWriter progress)
{
    private const int Threads = 2;

    private readonly Referee referee = new();

    /// <summary>Answers that differ; empty where all agree.</summary>
    public IReadOnlyCollection<string> Differences => referee.Differences;

    public int Checked => referee.Checked;

    /// <summary>Measures, and returns tables in Markdown.</summary>
    /// <param name="folder">The folder of the data.</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="engines">duckdb and postgresql, or one of them.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="alternations">How many turns.</param>
    /// <param name="warmUp">How long each text runs beforehand, at least.</param>
    public string Compare(string folder, IEnumerable<string> sizes, IReadOnlyList<string> engines, IReadOnlyList<Job> jobs, int alternations, TimeSpan warmUp)
    {
        List<string> pushed =
        [
            "| engine | size | job | hand-written s | package s | package ÷ hand | min–max | with its check ÷ hand | pulled s | pulled ÷ hand | others' load |",
            "| --- | --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |",
        ];
        List<string> pulled = ["| engine | size | rows | read s | rows/s | processor s | rows/processor s |", "| --- | --- | --- | --: | --: | --: | --: |"];
        foreach (DataSet data in sizes.Select(size => new DataSet(folder, size)))
        {
            if (!File.Exists(data.Subscriptions) || !File.Exists(data.Orders))
            {
                progress.WriteLine($"{data.Size}: generating");
                Generator.Write(data);
            }

            foreach (string name in engines)
            {
                progress.WriteLine($"{name} {data.Size}: loading");
                using Engine? engine = Open(name, data);
                if (engine is null)
                {
                    progress.WriteLine("left out: PostgreSQL (there is no connection string)");
                    continue;
                }

                progress.WriteLine(ClockOf(engine) is null ? "times are those of the clock" : "times are those of the processor");

                pushed.AddRange(jobs.Select(job => Compare(engine, data, job, alternations, warmUp)));
                pulled.Add(Read(engine, data, alternations, "levels", (package, execution) => package.Timeline(execution)));
                pulled.Add(Read(engine, data, alternations, "orders", (package, execution) => package.Orders(execution)));
            }
        }

        return string.Join('\n', [.. pushed, "", .. pulled]);
    }

    private Engine? Open(string name, DataSet data) => name switch
    {
        "duckdb" => Engine.DuckDb(data, Threads),
        "postgresql" => connectionString is null ? null : Engine.PostgreSql(data, connectionString),
        _ => throw new ArgumentException($"'{name}' is no engine; there are duckdb and postgresql.", nameof(name)),
    };

    private string Compare(Engine engine, DataSet data, Job job, int alternations, TimeSpan warmUp)
    {
        progress.WriteLine($"{engine.Name} {data.Size} {job}");
        var assignment = new Assignment(data, job, Mode.Mem, Threads);
        var execution = new ExecutionOptions { Threads = Threads };
        Package trusting = new(engine, isChecked: false), careful = new(engine, isChecked: true);
        Func<TimeSpan>? clock = ClockOf(engine);
        using var hand = new Contestant(() => HandWritten.Answer(engine, job), clock);
        using var push = new Contestant(() => trusting.Pushed(job), clock);
        using var check = new Contestant(() => careful.Pushed(job), clock);
        using var pull = new Contestant(() => trusting.Pulled(job, execution), clock);
        var turns = new Alternation(referee, alternations, warmUp);
        Alternated pushed = turns.Measure(assignment, ("hand-written SQL", hand), ("the package", push));
        Alternated withCheck = turns.Measure(assignment, ("hand-written SQL", hand), ("the package with its check", check));
        Alternated read = turns.Measure(assignment, ("hand-written SQL", hand), ("the package, read", pull));
        double[] ratios = Ratios(pushed);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {engine.Version} | {data.Size} | {job} | {Seconds(pushed.Pairs.Select(pair => pair.Rival)):0.000} | {Seconds(pushed.Pairs.Select(pair => pair.Ours)):0.000} | {Median.Of(ratios):0.00} | {ratios.Min():0.00}–{ratios.Max():0.00} | {Median.Of(Ratios(withCheck)):0.00} | {Seconds(read.Pairs.Select(pair => pair.Ours)):0.000} | {Median.Of(Ratios(read)):0.00} | {pushed.OthersLoad:0.0} |");
    }

    private string Read(Engine engine, DataSet data, int alternations, string what, Func<Package, ExecutionOptions, object> read)
    {
        progress.WriteLine($"{engine.Name} {data.Size} reading {what}");
        var package = new Package(engine, isChecked: false);
        var execution = new ExecutionOptions { Threads = Threads };
        List<double> seconds = [], processor = [];
        for (int turn = 0; turn < alternations; turn++)
        {
            GC.Collect();
            TimeSpan? busy = engine.ProcessorTime;
            long start = Stopwatch.GetTimestamp();
            _ = read(package, execution);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            processor.Add((engine.ProcessorTime - busy)?.TotalSeconds ?? double.NaN);
        }

        double median = Median.Of(seconds), work = Median.Of(processor);
        return string.Create(CultureInfo.InvariantCulture, $"| {engine.Version} | {data.Size} | {what} | {median:0.000} | {data.Rows / median:N0} | {work:0.000} | {data.Rows / work:N0} |");
    }

    private Func<TimeSpan>? ClockOf(Engine engine) => byProcessor && engine.ProcessorTime is not null ? () => engine.ProcessorTime!.Value : null;

    private static double[] Ratios(Alternated turns) => [.. turns.Pairs.Select(pair => pair.Ours / pair.Rival)];

    private static double Seconds(IEnumerable<double> milliseconds) => Median.Of(milliseconds) / 1000;
}
