using DuckDB.NET.Data;

namespace Retention.Metrics.Tool.Tests.Databases;

/// <summary>Files of Parquet, and those that DuckDB reads by a query.</summary>
public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("report", "--subscriptions")]
    [InlineData("cohorts", "--subscriptions")]
    [InlineData("check", "--subscriptions")]
    [InlineData("report", "--orders")]
    public void Files_AreAnsweredAsOneOfCsv(string command, string option)
    {
        bool areOrders = option == "--orders";
        string[] rows = areOrders
            ? ["customer_id,ordered_at,amount,plan", "ada,2026-01-05T10:00:00Z,30.00,\"a, b\"", "bo,2026-02-07T00:00:00.5Z,12.50,c"]
            : ["customer_id,start_date,end_date,monthly_amount,plan", "ada,2026-01-01,,49.00,\"a, b\"", "bo,2026-01-01,2026-03-01,20.00,c"];
        string csv = files.Write("facts.csv", string.Join('\n', rows) + "\n");
        string[] parts = [Write("1", rows[0], rows[1]), Write("2", rows[0], rows[2])];

        string expected = ToolRun.Answer(command, option, csv, "--currency", "EUR", "--format", "csv").Replace("facts.csv", "*.parquet", StringComparison.Ordinal);

        Assert.Equal(expected, ToolRun.Answer(command, option, Path.Combine(files.Folder, "*.parquet"), "--currency", "EUR", "--format", "csv"));
        Assert.Equal(2, parts.Length);
    }

    [Fact]
    public void Parquet_AndTable_AreSubscriptions()
    {
        string file = Write("s", "customer_id,start_date,end_date,monthly_amount", "ada,2026-01-01,,49.00");
        string expected = ToolRun.Answer("report", "--subscriptions", file, "--currency", "EUR");

        Assert.Equal(expected, ToolRun.Answer("report", "--parquet", file, "--currency", "EUR"));
        Assert.Equal(expected, ToolRun.Answer("report", "--database", ":memory:", "--table", $"SELECT * FROM '{file}'", "--currency", "EUR"));
    }

    [Fact]
    public void EveryOptionThatNamesAFile_TakesParquet()
    {
        string subscriptions = Write("s", "customer_id,start_date,end_date,monthly_amount", "ada,2026-01-01,,49.00"), customers = Write("c", "customer_id,country", "ada,DE"),
            theirs = Write("t", "customer_id,month,mrr", "ada,2026-01,49.00");

        Assert.Contains("DE", ToolRun.Answer("report", "--subscriptions", subscriptions, "--customers", customers, "--segment", "country", "--currency", "EUR"), StringComparison.Ordinal);
        Assert.Contains("1 amounts agree, 0 differ", ToolRun.Answer("reconcile", "--subscriptions", subscriptions, "--against", theirs, "--currency", "EUR"), StringComparison.Ordinal);
    }

    [Fact]
    public void LinesOfJson_AndCsv_AreReadByAQuery()
    {
        string json = files.Write("levels.jsonl", """
            {"customer_id": 1, "at": "2026-01-01T00:00:00Z", "mrr": 49.5}
            {"customer_id": 2, "at": "2026-01-02T00:00:00Z", "mrr": 20}
            """);

        Assert.Equal(69.5m, ToolRun.Periods("report", "--database", ":memory:", "--subscriptions", $"SELECT * FROM '{json}'", "--currency", "EUR")[0].GetProperty("closingMrr").GetDecimal());
    }

    [Theory]
    [InlineData("none.parquet", "there is no such file")]
    [InlineData("none/*.parquet", "No files found")]
    [InlineData("text.parquet", "")]
    public void AFileThatIsNone_IsOneLine(string name, string said)
    {
        files.Write("text.parquet", "customer_id,start_date\n");

        ToolRun run = ToolRun.Of("report", "--subscriptions", Path.Combine(files.Folder, name));

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(said, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(name, run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void DuckDb_DownloadsNoExtension()
    {
        const string Query = "SELECT 'ada' AS customer_id, DATE '2026-01-01' AS start_date, NULL AS end_date, 49 AS mrr, current_setting('autoinstall_known_extensions')::VARCHAR AS downloads";

        Assert.Equal("false", ToolRun.Periods("report", "--database", ":memory:", "--subscriptions", Query, "--currency", "EUR", "--segment", "downloads")[0].GetProperty("segment").GetString());
    }

    [Fact]
    public void AQuoteInAName_IsNoEndOfIt()
    {
        string path = Write("it's", "customer_id,start_date,end_date,monthly_amount", "ada,2026-01-01,,49.00");

        Assert.Equal(49m, ToolRun.Periods("report", "--subscriptions", path, "--currency", "EUR")[0].GetProperty("closingMrr").GetDecimal());
    }

    private string Write(string name, params string[] rows)
    {
        string source = files.Write($"{name}.source", string.Join('\n', rows) + "\n"), path = Path.Combine(files.Folder, $"{name}.parquet");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"COPY (SELECT * FROM read_csv('{source.Replace("'", "''", StringComparison.Ordinal)}', header = true, delim = ',')) TO '{path.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet)";
        _ = command.ExecuteNonQuery();
        return path;
    }
}
