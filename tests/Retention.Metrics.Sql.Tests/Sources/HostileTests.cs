using System.Data;
using System.Data.Common;
using NodaTime;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Sources;

/// <summary>Names, values and connections that nobody would wish for.</summary>
public sealed class HostileTests
{
    private static readonly ReportingPeriods Year = ReportingCalendar.Months(DateTimeZone.Utc).Year(2026);

    private static readonly string[] Names =
    [
        "order", "select", "at", "customer_key", "with space", "a\"b", "\"", "; DROP TABLE levels; --", "O'Hara", "ünïcode ☃", "таблица", "UPPER", new('x', 63), "1st", "a.b", "$1", "@p", "/* */", "{0}",
    ];

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task Names_AreQuoted_WhateverTheyHold(string engine)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        var database = new SqlDatabase(connection, tested.Dialect);
        foreach (string name in Names)
        {
            string other = name.Length > 60 ? "other" : name + "2", table = tested.Dialect.Quote(name), column = tested.Dialect.Quote(name), plan = tested.Dialect.Quote(other);
            await TestEngine.ExecuteAsync(connection, tested.Create(table, $"{column} TEXT, at_s BIGINT, cents BIGINT, {plan} TEXT", name));
            await TestEngine.ExecuteAsync(connection, $"INSERT INTO {table} VALUES ('a''; DROP TABLE x; --', 1767312000, 100, '\" OR 1=1'), ('ğ', 1772409600, 200, '')");
            var levels = new SqlLevels(database, name, Currency.Eur, name, name, SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents").Times(12));

            BySegment<RollForward> byPlan = await levels.By(other).RollForwardAsync(Year, cancellation: TestContext.Current.CancellationToken);
            IReadOnlyList<MrrContribution> behind = await levels.ExplainAsync(RevenueFigure.ClosingMrr, Year, 11, cancellation: TestContext.Current.CancellationToken);
            RevenueTimeline read = await levels.ReadTimelineAsync();

            Assert.Equal(3m, byPlan.Total[11].ClosingMrr.Monthly.Amount);
            Assert.Equal(["\" OR 1=1", "unknown"], byPlan.Segments.Select(segment => segment.Name));
            Assert.Equal(["a'; DROP TABLE x; --", "ğ"], behind.Select(one => one.Customer.Value).Order(StringComparer.Ordinal));
            Assert.Equal(byPlan.Total, read.RollForward(Year));
            await TestEngine.ExecuteAsync(connection, "DROP TABLE " + table);
        }
    }

    /// <summary>Bytes that are no text of UTF-8 became one customer where they were read.</summary>
    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task KeysOfBytes_AreAsManyCustomers_PushedAndRead(string engine)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        string Bytes(string hex) => tested.IsSqlite ? $"x'{hex}'" : tested.IsDuckDb ? $"unhex('{hex}')" : $"decode('{hex}', 'hex')";
        await TestEngine.ExecuteAsync(connection, tested.Create("levels", $"customer {(tested.IsSqlite || tested.IsDuckDb ? "BLOB" : "BYTEA")}, at_s BIGINT, cents BIGINT", "customer"));
        await TestEngine.ExecuteAsync(connection, "INSERT INTO levels VALUES " + string.Join(", ", new[] { "00ff", "00fe", "ff", "fe", "61" }.Select(key => $"({Bytes(key)}, 1767312000, 5)")));
        var levels = new SqlLevels(new SqlDatabase(connection, tested.Dialect), "levels", Currency.Eur, "customer", "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents").Times(12));

        Assert.Equal(5, (await levels.RollForwardAsync(Year, cancellation: TestContext.Current.CancellationToken))[0].NewCustomers);
        Assert.Equal(5, (await levels.ReadTimelineAsync()).RollForward(Year)[0].NewCustomers);
        Assert.Equal(5, (await levels.ExplainAsync(RevenueFigure.NewMrr, Year, 0, cancellation: TestContext.Current.CancellationToken)).DistinctBy(one => one.Customer).Count());
        await TestEngine.ExecuteAsync(connection, "DROP TABLE levels");
    }

    [Fact]
    public void Name_ThatPostgreSqlWouldCutOff_IsRefused()
    {
        string refused = Assert.Throws<ArgumentException>(() => SqlDialect.PostgreSql.Quote(new string('ü', 32))).Message;

        Assert.StartsWith("The identifier", refused, StringComparison.Ordinal);
        Assert.Contains("has 64 bytes; PostgreSQL allows at most 63", refused, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SqlTable.Named("a\0b"));
        Assert.Throws<ArgumentException>(() => SqlTime.Instant(" "));
        Assert.Throws<ArgumentException>(() => SqlDialect.Sqlite.Literal("a\\b"));
    }

    [Fact]
    public async Task Table_NamedLikeAnExpressionOfAStatement_NeedsItsSchema()
    {
        await using DbConnection connection = await TestEngine.Of("SQLite").OpenAsync();
        await TestEngine.ExecuteAsync(connection, "CREATE TABLE rm_steps (customer INTEGER, at_s INTEGER, cents INTEGER); INSERT INTO rm_steps VALUES (1, 1767312000, 5)");

        Assert.Throws<ArgumentException>(() => SqlTable.Named("rm_steps"));

        var levels = new SqlLevels(new SqlDatabase(connection, SqlDialect.Sqlite), SqlTable.Named("main", "rm_steps"), Currency.Eur, "customer", "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents"));
        Assert.Equal(1, (await levels.RollForwardAsync(Year, cancellation: TestContext.Current.CancellationToken))[0].NewCustomers);
    }

    [Fact]
    public async Task Table_NamedLikeAnExpression_IsReadInSqlite()
    {
        await using DbConnection connection = await TestEngine.Of("SQLite").OpenAsync();
        foreach (string name in new[] { "levels", "orders", "state", "steps" })
        {
            await TestEngine.ExecuteAsync(connection, $"CREATE TABLE {name} (customer INTEGER, at_s INTEGER, cents INTEGER)");
            var orders = new SqlOrders(new SqlDatabase(connection, SqlDialect.Sqlite), name, Currency.Eur, "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents"));

            Assert.Equal(0, (await orders.MetricsAsync(Year, TestContext.Current.CancellationToken)).Overall.Orders);
        }
    }

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task Sum_Beyond64Bits_IsAnErrorAndNoNumber(string engine)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        await TestEngine.ExecuteAsync(connection, tested.Create("levels", "customer BIGINT, at_s BIGINT, cents BIGINT", "customer"));
        await TestEngine.ExecuteAsync(connection, "INSERT INTO levels VALUES (1, 1767312000, 76861433640456), (2, 1767312000, 76861433640456)");
        var levels = new SqlLevels(new SqlDatabase(connection, tested.Dialect), "levels", Currency.Eur, "customer", "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents").Times(12));

        SqlQueryException refused = await Assert.ThrowsAsync<SqlQueryException>(() => levels.RollForwardAsync(Year, cancellation: TestContext.Current.CancellationToken));

        Assert.StartsWith($"{tested.Dialect} could not compute the roll-forward: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Open, connection.State);
        await TestEngine.ExecuteAsync(connection, "DROP TABLE levels");
    }

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task MissingTable_IsNamedInTheException(string engine)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        var orders = new SqlOrders(new SqlDatabase(connection, tested.Dialect), "no_such_table", Currency.Eur, "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents"));

        SqlQueryException refused = await Assert.ThrowsAsync<SqlQueryException>(() => orders.MetricsAsync(Year, TestContext.Current.CancellationToken));

        Assert.Contains("no_such_table", refused.Message, StringComparison.Ordinal);
        Assert.Contains("no_such_table", refused.Sql, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task Cancellation_StopsAnAnswerAndARead_AndLeavesTheConnectionUsable(string engine)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        await TestEngine.ExecuteAsync(connection, tested.Create("facts", "customer BIGINT, at_s BIGINT, cents BIGINT", "customer"));
        await TestEngine.ExecuteAsync(connection, tested.IsSqlite
            ? "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 39999) INSERT INTO facts SELECT i % 999, 1767312000 + i, 5 FROM n"
            : "INSERT INTO facts SELECT i % 999, 1767312000 + i, 5 FROM generate_series(0, 39999) AS n(i)");
        var orders = new SqlOrders(new SqlDatabase(connection, tested.Dialect), "facts", Currency.Eur, "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents"));
        using var stop = new CancellationTokenSource();
        var reported = new List<double>();
        var execution = new ExecutionOptions
        {
            Threads = 1,
            Cancellation = stop.Token,
            Progress = new Reports(share =>
        {
            reported.Add(share);
            stop.Cancel();
        })
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orders.ReadOrdersAsync(execution));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orders.MetricsAsync(Year, stop.Token));

        Assert.True(Assert.Single(reported) is > 0 and < 0.7);
        Assert.Equal(ConnectionState.Open, connection.State);
        Assert.Equal(40_000, (await orders.MetricsAsync(Year, TestContext.Current.CancellationToken)).Overall.Orders);
        await TestEngine.ExecuteAsync(connection, "DROP TABLE facts");
    }

    [Fact]
    public async Task ClosedConnection_IsOpenedForAStatement_AndClosed()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await TestEngine.ExecuteAsync(connection, "CREATE TABLE orders (customer INTEGER, at_s INTEGER, cents INTEGER); INSERT INTO orders VALUES (1, 1767312000, 5)");
            await connection.CloseAsync();
            var orders = new SqlOrders(new SqlDatabase(connection, SqlDialect.Sqlite), "orders", Currency.Eur, "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents"));

            Assert.Equal(1, (await orders.MetricsAsync(Year, TestContext.Current.CancellationToken)).Overall.Orders);
            Assert.Equal(ConnectionState.Closed, connection.State);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("SQLite", IsolationLevel.Serializable)]
    [InlineData("DuckDB", IsolationLevel.Snapshot)]
    public async Task Statements_RunInTheTransactionThatIsGiven(string engine, IsolationLevel isolation)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(isolation, TestContext.Current.CancellationToken);
        await using (DbCommand command = connection.CreateCommand())
        {
            command.Transaction = transaction;
            command.CommandText = "CREATE TABLE orders (customer INTEGER, at_s INTEGER, cents INTEGER); INSERT INTO orders VALUES (1, 1767312000, 5)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var database = new SqlDatabase(connection, tested.Dialect) { Transaction = transaction };
        var orders = new SqlOrders(database, "orders", Currency.Eur, "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents"));

        Assert.Equal(1, (await orders.MetricsAsync(Year, TestContext.Current.CancellationToken)).Overall.Orders);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ConnectionThatDies_AndTimeout_AreClearExceptions()
    {
        string? text = Environment.GetEnvironmentVariable(TestEngine.PostgreSqlVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(text), $"{TestEngine.PostgreSqlVariable} holds no connection string.");
        await using var connection = new Npgsql.NpgsqlConnection(text + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var slow = SqlTable.Select("SELECT 1 AS customer, 1767312000 AS at_s, 5 AS cents FROM pg_sleep(30)");
        SqlOrders Of(SqlDatabase database, SqlTable table) => new(database, table, Currency.Eur, "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents"));

        SqlQueryException late = await Assert.ThrowsAsync<SqlQueryException>(() => Of(new SqlDatabase(connection, SqlDialect.PostgreSql) { CommandTimeoutSeconds = 1 }, slow).MetricsAsync(Year, TestContext.Current.CancellationToken));
        Assert.StartsWith("PostgreSQL could not compute the check of the source: ", late.Message, StringComparison.Ordinal);

        SqlTable deadly = SqlTable.Select("SELECT 1 AS customer, 1767312000 AS at_s, 5 AS cents FROM pg_terminate_backend(pg_backend_pid())");
        SqlQueryException dead = await Assert.ThrowsAsync<SqlQueryException>(() => Of(new SqlDatabase(connection, SqlDialect.PostgreSql), deadly).MetricsAsync(Year, TestContext.Current.CancellationToken));
        Assert.StartsWith("PostgreSQL could not compute the check of the source: ", dead.Message, StringComparison.Ordinal);

        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await using var source = Npgsql.NpgsqlDataSource.Create(text + ";Password=secret");
        OperationCanceledException stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Of(new SqlDatabase(source, SqlDialect.PostgreSql), slow).MetricsAsync(Year, stop.Token));
        Assert.DoesNotContain("secret", stopped.ToString() + late + dead, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpForRenewal_IsNotSupported_AndSaysWhatToDo()
    {
        await using DbConnection connection = await TestEngine.Of("SQLite").OpenAsync();
        var levels = new SqlLevels(new SqlDatabase(connection, SqlDialect.Sqlite), "levels", Currency.Eur, "customer", "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents").Times(12));

        NotSupportedException refused = await Assert.ThrowsAsync<NotSupportedException>(() => levels.RollForwardAsync(Year, MetricPolicy.Default with { ChurnDenominator = ChurnDenominator.UpForRenewal }, TestContext.Current.CancellationToken));

        Assert.Equal("ChurnDenominator.UpForRenewal needs the terms of subscriptions, which rows of revenue do not have. Read the timeline instead, from events.", refused.Message);
    }

    private sealed class Reports(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
