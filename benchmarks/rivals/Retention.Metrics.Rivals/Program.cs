using Retention.Metrics.Rivals;
using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Databases;
using Retention.Metrics.Rivals.Facts;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;
using Retention.Metrics.Rivals.Outside;
using Retention.Metrics.Rivals.Reporting;
using Retention.Metrics.Rivals.Signals;

// generate --data DIR --size 1m                                     writes the files
// compare  --data DIR --sizes "1m 10m" --rivals "tuned duckdb" ...  measures rivals against ours; appends to --out and prints the tables
// check    --data DIR --sizes 10k --rivals "tuned linq"             everyone does everything once, and must agree
// facts    --data DIR --sizes "1m 10m" --objects 1m --tool PATH ...  the tool and DuckDB from files of facts, each run a process of its own; ours and LINQ from objects
// sql      --data DIR --sizes "1m 10m" --engines "duckdb postgresql"  hand-written SQL and the package's on the same tables; PostgreSQL is that of RETENTION_POSTGRESQL
// signals  --activities 10000000 --threads 2                        churn by signal beside DuckDB, in one process
// serve    --rival linq --data DIR --size 1m --job J1 ...           one rival in a process of its own, see OutsideContestant
// report   --results FILE [--sittings all]                          prints the tables again
if (args.Length == 0)
{
    Console.Error.WriteLine("generate, compare, check, facts, sql, signals, serve or report");
    return 2;
}

var options = new Options(args[1..]);
switch (args[0])
{
    case "generate":
        Generator.Write(new DataSet(options.Text("data"), options.Text("size")));
        return 0;
    case "serve":
        var assignment = new Assignment(
            new DataSet(options.Text("data"), options.Text("size")), options.Choices<Job>("job", "J1")[0], options.Choices<Mode>("mode", "mem")[0], options.Number("threads", 1));
        var logs = new LoadedLogs();
        Serving.Serve(Programs.Here(options.Text("rival"), logs), logs, assignment, Console.In, Console.Out);
        return 0;
    case "report":
        Console.Write(Report.Of(ResultsFile.Read(options.Text("results")), string.Equals(options.Text("sittings", "last"), "all", StringComparison.Ordinal)));
        return 0;
    case "compare" or "check":
        return Sit();
    case "signals":
        return SignalSitting.Compare(options.Number("activities", 10_000_000), options.Number("threads", 2), options.Number("alternations", 5), Console.Out) ? 0 : 1;
    case "facts":
        return CompareFacts();
    case "sql":
        return CompareSql();
    default:
        Console.Error.WriteLine($"'{args[0]}' is none of generate, compare, check, facts, sql, signals, serve and report");
        return 2;
}

int CompareSql()
{
    var sitting = new DatabaseSitting(
        Environment.GetEnvironmentVariable("RETENTION_POSTGRESQL"), string.Equals(options.Text("clock", "processor"), "processor", StringComparison.Ordinal), Console.Error);
    Console.WriteLine(sitting.Compare(
        options.Text("data"), options.Words("sizes", "1m"), options.Words("engines", "duckdb postgresql"), options.Choices<Job>("jobs", "J1 J2 J3 J4"),
        options.Number("alternations", 5), TimeSpan.FromSeconds(options.Number("warm-up", 2))));
    foreach (string difference in sitting.Differences)
    {
        Console.Error.WriteLine(difference);
    }

    Console.Error.WriteLine(sitting.Differences.Count == 0 ? $"All {sitting.Checked} answers agree." : "Not all is well.");
    return sitting.Differences.Count == 0 ? 0 : 1;
}

int CompareFacts()
{
    var facts = new FactSitting(options.Words("tool", "retention"), options.Text("scripts", "."), Console.Error);
    Console.WriteLine(facts.Compare(options.Text("data"), options.Words("sizes", "1m"), options.Choices<FactKind>("kinds", "intervals events orders"), options.Number("alternations", 5)));
    List<string> differences = [.. facts.Differences];
    foreach (string size in options.Words("objects", ""))
    {
        var data = new DataSet(options.Text("data"), size);
        if (!File.Exists(data.Subscriptions))
        {
            Generator.Write(data);
        }

        using IContestant linq = Programs.Here(RivalNames.Linq, new LoadedLogs()).Prepare(new Assignment(data, Job.J1, Mode.Mem, 1));
        Console.WriteLine();
        Console.WriteLine(ObjectRuns.Compare(data, linq, options.Number("alternations", 5), differences));
    }

    foreach (string difference in differences)
    {
        Console.Error.WriteLine(difference);
    }

    return differences.Count == 0 ? 0 : 1;
}

int Sit()
{
    var plan = new Plan(
        options.Text("data"), options.Words("sizes", "1m"), options.Words("rivals", "tuned linq"),
        options.Choices<Job>("jobs", "J1 J2 J3 J4"), options.Choices<Mode>("modes", "mem log csv"), [1, 2]);
    var sitting = new Sitting(plan, new Programs(options.Text("scripts", "."), options.Text("python", "python3")), Console.Error);
    if (args[0] is "check")
    {
        sitting.Check();
    }
    else
    {
        int alternations = options.Number("alternations", 5);
        if (alternations < 5)
        {
            Console.Error.WriteLine($"{alternations} alternations are too few; a ratio is the median of at least 5.");
            return 2;
        }

        string results = options.Text("out");
        sitting.Compare(results, alternations, options.Text("commit", "unknown"), options.Text("left-out", "").Split(';', StringSplitOptions.RemoveEmptyEntries));
        Console.Write(Report.Of(ResultsFile.Read(results), all: false));
    }

    foreach (string trouble in sitting.Trouble)
    {
        Console.Error.WriteLine(trouble);
    }

    bool well = !sitting.Trouble.Any();
    Console.Error.WriteLine(well ? $"All {sitting.Checked} answers agree." : "Not all is well.");
    return well ? 0 : 1;
}
