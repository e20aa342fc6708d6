using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Retention.Metrics.Tool.Tests.Databases;

/// <summary>Whatever is wrong with a database is one line and exit code 2, and nothing is written into it.</summary>
public sealed class BadDatabaseTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public static IEnumerable<TheoryDataRow<string>> Engines => TestDatabase.Engines;

    public void Dispose() => files.Dispose();

    [Theory]
    [MemberData(nameof(Engines))]
    public void ATableThatIsNotThere_IsNamed(string engine)
    {
        using var database = TestDatabase.Of(engine);
        database.Execute("CREATE TABLE there (a INTEGER)");

        Assert.Contains("nowhere", Said(database.With("report", "--subscriptions", "nowhere")), StringComparison.Ordinal);
        Assert.Contains("nothing", Said(database.With("report", "--subscriptions", "SELECT nothing FROM there")), StringComparison.Ordinal);
        Assert.Contains("the header has neither a column start_date", Said(database.With("report", "--subscriptions", "there")), StringComparison.Ordinal);
        Assert.Contains("it has a", Said(database.With("report", "--orders", "there", "--map", "ordered_at=when")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void AStatementThatWrites_IsRefused_AndWritesNothing(string engine)
    {
        using var database = TestDatabase.Of(engine);
        database.Execute("CREATE TABLE kept (customer_id TEXT, start_date TEXT, end_date TEXT, mrr TEXT); INSERT INTO kept VALUES ('ada', '2026-01-01', NULL, '49.00')");

        foreach (string query in new[] { "WITH gone AS (DELETE FROM kept RETURNING *) SELECT * FROM gone", "SELECT 1) AS x; DROP TABLE kept; SELECT * FROM (SELECT 1", "SELECT * FROM kept; DELETE FROM kept" })
        {
            _ = Said(database.With("report", "--subscriptions", query));
        }

        Assert.Contains("1 rows read = 1 used", ToolRun.Answer(database.With("check", "--subscriptions", "kept", "--currency", "EUR")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void ValuesOfAnotherType_AndNulls_AreRefusedRowByRow(string engine)
    {
        using var database = TestDatabase.Of(engine);
        database.Execute("CREATE TABLE s (customer_id TEXT, start_date TEXT, end_date TEXT, mrr TEXT); INSERT INTO s VALUES ('ada', 'soon', NULL, '49'), (NULL, '2026-01-01', NULL, '49'), ('cy', '2026-01-01', NULL, 'a lot'), ('di', '2026-01-01', NULL, NULL), ('ed', '2026-01-01', NULL, 'NaN')");

        ToolRun run = ToolRun.Of(database.With("check", "--subscriptions", "s", "--currency", "EUR", "--format", "csv"));

        Assert.Equal(1, run.Exit);
        Assert.Equal(["2", "3", "4", "5", "6"], run.Output.Split('\n').Where(line => line.Contains(",Refused,", StringComparison.Ordinal)).Select(line => line.Split(',')[1]));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void AStatementThatTakesTooLong_IsStopped(string engine)
    {
        using var database = TestDatabase.Of(engine);
        string forever = engine == TestDatabase.PostgreSql
            ? "SELECT pg_sleep(100)::text AS customer_id, 1 AS start_date, NULL AS end_date, 1 AS mrr"
            : "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT MAX(i) AS customer_id, 1 AS start_date, NULL AS end_date, 1 AS mrr FROM n";
        database.Execute("CREATE TABLE there (a INTEGER)");
        var watch = Stopwatch.StartNew();

        string said = Said(database.With("report", "--subscriptions", forever, "--database-timeout", "1"));

        Assert.Contains("did not answer within 1 seconds (--database-timeout)", said, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    [Fact]
    public void AServerThatIsNotThere_OrDoesNotAnswer_IsOneLine()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;

        _ = Said("report", "--subscriptions", "s", "--database", $"Host=127.0.0.1;Port={port};Username=u;Database=d", "--database-timeout", "1");
        silent.Stop();
        _ = Said("report", "--subscriptions", "s", "--database", $"Host=127.0.0.1;Port={port};Username=u;Database=d");
        _ = Said("report", "--subscriptions", "s", "--database", $"postgres://u@127.0.0.1:{port}/d");
    }

    [Fact]
    public void AFileThatIsNoDatabase_OrNotThere_IsOneLine_AndNotMade()
    {
        string text = files.Write("text.txt", "not a database, and longer than a header of one"), none = Path.Combine(files.Folder, "none.db");

        Assert.Contains("--provider", Said("report", "--subscriptions", "s", "--database", text), StringComparison.Ordinal);
        foreach (string provider in new[] { "duckdb", "sqlite" })
        {
            _ = Said("report", "--subscriptions", "s", "--database", text, "--provider", provider);
            Assert.Contains("there is no such file", Said("report", "--subscriptions", "s", "--database", none, "--provider", provider), StringComparison.Ordinal);
            Assert.Contains("it is a directory", Said("report", "--subscriptions", "s", "--database", files.Folder, "--provider", provider), StringComparison.Ordinal);
        }

        Assert.Contains("there is no such file", Said("report", "--subscriptions", "s", "--database", none), StringComparison.Ordinal);
        Assert.Equal(["text.txt"], Directory.GetFiles(files.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void AWrongProvider_IsOneLine()
    {
        using var database = TestDatabase.Of(TestDatabase.Sqlite);
        database.Execute("CREATE TABLE s (a INTEGER)");

        _ = Said(database.With("report", "--subscriptions", "s", "--provider", "duckdb"));
        _ = Said(database.With("report", "--subscriptions", "s", "--provider", "postgresql"));
        Assert.Contains("expected postgresql, duckdb or sqlite", Said(database.With("report", "--subscriptions", "s", "--provider", "oracle")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--database has no meaning without a table", "report", "--database", ":memory:")]
    [InlineData("--database has no meaning without a table", "report", "--database", ":memory:", "--subscriptions", "s.csv")]
    [InlineData("--provider has no meaning without --database", "report", "--provider", "duckdb")]
    [InlineData("--database-timeout has no meaning without --database", "report", "--database-timeout", "3")]
    [InlineData("--database is empty", "report", "--database", "", "--subscriptions", "s")]
    [InlineData("the environment variable RETENTION_NO_SUCH_VARIABLE is not set", "report", "--database", "env:RETENTION_NO_SUCH_VARIABLE", "--subscriptions", "s")]
    [InlineData("--subscriptions 'a..b' is no name of a table", "report", "--database", ":memory:", "--subscriptions", "a..b")]
    [InlineData("--subscriptions '\"a' is no name of a table: a quote is not closed", "report", "--database", ":memory:", "--subscriptions", "\"a")]
    [InlineData("--orders '\"a\"b' is no name of a table: after a part in quotes", "report", "--database", ":memory:", "--orders", "\"a\"b")]
    [InlineData("--database-timeout", "report", "--database", ":memory:", "--orders", "a", "--database-timeout", "-1")]
    [InlineData("--data-zone", "report", "--data-zone", "Mars")]
    [InlineData("query of --orders: it has 2 columns customer_id; expected one of each name", "report", "--database", ":memory:", "--orders", "SELECT 'a' AS customer_id, 'b' AS Customer_id, 'c' AS customer_id")]
    [InlineData("--database ***: there is no such file", "report", "--database", "reader:hunter2@db/billing", "--orders", "o")]
    [InlineData("--database nothing.db: there is no such file", "report", "--database", "nothing.db", "--orders", "o")]
    [InlineData("--table names a table of --database", "report", "--table", "levels")]
    [InlineData("--table names a table of --database", "report", "--table", "s.csv", "--database", ":memory:")]
    [InlineData("--parquet s.csv: expected files of Parquet", "report", "--parquet", "s.csv")]
    [InlineData("2 were provided", "report", "--table", "a", "--subscriptions", "b", "--database", ":memory:")]
    public void WrongUsage_SaysWhatWouldBeRight(string said, params string[] args) => Assert.Contains(said, Said(args), StringComparison.Ordinal);

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public void ASignal_EndsARunThatWaitsForADatabase(string signal, int exit)
    {
        Assert.SkipUnless(ToolProcess.IsUnix, ToolProcess.OnlyUnix);
        Assert.SkipWhen(signal == "INT" && InterruptionTests.IsInterruptIgnored(), "SIGINT is ignored.");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        string output = files.Write("answer.csv", "old");
        using Process tool = ToolProcess.Start(
            "report", "--subscriptions", "s", "--database", $"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=u;Database=d;SSL Mode=Disable", "--output", output);

        using (TcpClient asked = silent.AcceptTcpClient())
        {
            ToolProcess.Signal(tool, signal);
            tool.WaitForExit();
        }

        Assert.Equal((exit, "old"), (tool.ExitCode, File.ReadAllText(output)));
    }

    private static string Said(params string[] args)
    {
        ToolRun run = ToolRun.Of(args);
        Assert.Equal((2, ""), (run.Exit, run.Output));
        return Assert.Single(run.ErrorLines);
    }
}
