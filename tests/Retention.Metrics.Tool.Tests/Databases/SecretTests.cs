
namespace Retention.Metrics.Tool.Tests.Databases;

/// <summary>A password is in nothing that the tool writes: no answer, no error, no page.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Password = "s3cr3t-p4ss";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData($"Host=127.0.0.1;Port=1;Username=u;Password={Password}")]
    [InlineData($"Host=127.0.0.1;Port=one;Username=u;Password={Password}")]
    [InlineData($"Host=127.0.0.1;Port=1;Username=u;Pasword={Password}")]
    [InlineData($"Host=127.0.0.1;Port=1;Username=u;Pwd='{Password}")]
    [InlineData($"Host=127.0.0.1;Port=1;Username=u;Password={Password};Bogus=1")]
    [InlineData($"Host=no such host;Username=u;Password={Password}")]
    [InlineData($"postgres://u:{Password}@127.0.0.1:1/d")]
    [InlineData($"postgres://u:{Password}@127.0.0.1:1:1/d")]
    [InlineData($"postgres://u:{Password}@/d")]
    [InlineData($"postgresql://u:{Password}@127.0.0.1:1/d?bogus=1&password={Password}")]
    [InlineData($"Server=x;Password={Password}")]
    [InlineData($"Data Source=none.db;Password={Password}")]
    [InlineData($"Data Source=none.duckdb;motherduck_token={Password}")]
    [InlineData($"Data Source=:memory:;Password={Password}")]
    [InlineData($"none.db?password={Password}")]
    public void AConnectionThatFails_DoesNotShowIt(string connection)
    {
        foreach (string[] more in new[] { [], ["--provider", "postgresql"], ["--provider", "duckdb"], ["--provider", "sqlite"], ["--policy", "none"], ["--format", "html"], new[] { "--database", "again" } })
        {
            ToolRun run = ToolRun.Of(["report", "--subscriptions", "s", "--database", connection, .. more]);

            Assert.Equal((2, ""), (run.Exit, run.Output));
            Assert.DoesNotContain(Password, run.Error, StringComparison.Ordinal);
        }

        ToolRun misspelled = ToolRun.Of("report", "--subscriptions", "s", "--databse", connection);
        Assert.Equal(2, misspelled.Exit);
        Assert.True(connection.Contains("Pasword", StringComparison.Ordinal) || connection.Contains("token", StringComparison.Ordinal) || !misspelled.Error.Contains(Password, StringComparison.Ordinal), misspelled.Error);
    }

    /// <summary>A page shows the command that it was made with.</summary>
    [Fact]
    public void NoAnswer_ShowsIt()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(TestDatabase.Server), $"{TestDatabase.PostgreSqlVariable} holds no connection string.");
        using TestDatabase database = Filled(TestDatabase.PostgreSql);
        string connection = $"{database.Connection};Password={Password}";

        foreach (string format in new[] { "table", "json", "csv", "markdown", "html" })
        {
            string answer = ToolRun.Answer("report", "--subscriptions", "s", "--currency", "EUR", "--database", connection, "--format", format), joined = ToolRun.Answer("report", "--subscriptions", "s", "--currency", "EUR", $"--database={connection}", "--format", format);

            Assert.DoesNotContain(Password, answer + joined, StringComparison.Ordinal);
            Assert.True(format != "html" || (answer.Contains("Password=***", StringComparison.Ordinal) && joined.Contains("Password=***", StringComparison.Ordinal)), "the page does not show the command");
        }

        ToolRun failed = ToolRun.Of("report", "--subscriptions", "nowhere", "--database", connection);
        Assert.DoesNotContain(Password, failed.Output + failed.Error, StringComparison.Ordinal);
        database.Execute("INSERT INTO s VALUES ('bo', '2026-02-01', '2026-01-01', -1)");
        ToolRun invalid = ToolRun.Of("check", "--subscriptions", "s", "--currency", "EUR", "--database", connection, "--format", "json");
        Assert.Equal(1, invalid.Exit);
        Assert.DoesNotContain(Password, invalid.Output + invalid.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public void AVariable_HoldsTheConnection_AndIsAllThatIsShown(string engine)
    {
        using TestDatabase database = Filled(engine);
        string variable = $"RETENTION_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(variable, database.Connection);
        try
        {
            string page = ToolRun.Answer("report", "--subscriptions", "s", "--currency", "EUR", "--database", $"env:{variable}", "--format", "html");

            Assert.Contains($"env:{variable}", page, StringComparison.Ordinal);
            Assert.DoesNotContain(database.Connection, page, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, value: null);
        }
    }

    [Fact]
    public void AnAddress_IsAConnectionString()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(TestDatabase.Server) || !TestDatabase.Server.StartsWith("Host=/", StringComparison.Ordinal), $"{TestDatabase.PostgreSqlVariable} holds no connection string of a server on a socket.");
        using TestDatabase database = Filled(TestDatabase.PostgreSql);
        string[] parts = database.Connection.Split(';');
        string Part(string key) => parts.Single(part => part.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];
        string address = $"postgresql://{Part("Username")}:{Uri.EscapeDataString(Password)}@localhost:{Part("Port")}/{Part("Database")}?host={Uri.EscapeDataString(Part("Host"))}&Search%20Path={Part("Search Path")}&application_name=a-b&sslmode=prefer";

        string page = ToolRun.Answer("report", "--subscriptions", "s", "--currency", "EUR", "--database", address, "--format", "html");

        Assert.DoesNotContain(Password, page, StringComparison.Ordinal);
    }

    private static TestDatabase Filled(string engine)
    {
        var database = TestDatabase.Of(engine);
        database.Execute("CREATE TABLE s (customer_id TEXT, start_date TEXT, end_date TEXT, mrr DECIMAL(10, 2)); INSERT INTO s VALUES ('ada', '2026-01-01', NULL, 49.00)");
        return database;
    }
}
