using System.Data.Common;
using NodaTime;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Sources;

/// <summary>What cannot be true is counted, sampled and listed, and refused before any answer.</summary>
public sealed class CheckTests
{
    private static readonly ReportingPeriods January = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));

    public static TheoryData<string, string, SqlFindingKind, long> Invalid
    {
        get
        {
            var cases = new TheoryData<string, string, SqlFindingKind, long>();
            foreach (string engine in TestEngine.All.Where(row => row.Skip is null).Select(row => row.Data))
            {
                cases.Add(engine, "(NULL, 1, 10, 5, 'EUR'), (1, NULL, 10, 5, 'EUR'), (1, 1, NULL, 5, 'EUR'), (1, 1, 10, NULL, 'EUR'), (1, 2, 10, 1, NULL)", SqlFindingKind.MissingValue, 5);
                cases.Add(engine, "(1, 1, 10, -5, 'EUR'), (2, 2, 10, 5, 'EUR')", SqlFindingKind.NegativeAmount, 1);
                cases.Add(engine, "(1, 1, 10, 76861433640456, 'EUR'), (2, 2, 10, 76861433640457, 'EUR')", SqlFindingKind.AmountTooLarge, 1);
                cases.Add(engine, "(1, 1, -2300000000, 5, 'EUR')", SqlFindingKind.TimeOutOfRange, 1);
                cases.Add(engine, "(1, 1, 10, 5, 'EUR'), (1, 1, 20, 5, 'USD')", SqlFindingKind.OtherCurrency, 1);
                cases.Add(engine, "(1, 1, 10, 5, 'EUR'), (1, 1, 10, 5, 'EUR'), (2, 2, 10, 5, 'EUR'), (2, 2, 10, 6, 'EUR')", SqlFindingKind.TwoLevelsAtOneInstant, 1);
                cases.Add(engine, "(1, 1, 10, 5, 'EUR'), (2, 1, 20, 6, 'EUR'), (2, 2, 20, 6, 'EUR')", SqlFindingKind.SubscriptionOfTwoCustomers, 1);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Answer_IsRefused_WithTheRowsThatCannotBeTrue(string engine, string rows, SqlFindingKind kind, long count)
    {
        (DbConnection connection, SqlLevels levels) = await LevelsAsync(engine, rows);
        await using DbConnection open = connection;

        InvalidSourceException refused = await Assert.ThrowsAsync<InvalidSourceException>(() => levels.RollForwardAsync(January, cancellation: TestContext.Current.CancellationToken));

        SqlFinding finding = Assert.Single(refused.Check.Findings);
        Assert.Equal((kind, count), (finding.Kind, finding.Count));
        Assert.NotEmpty(finding.Samples);
        Assert.Contains(finding.Samples[0], refused.Message, StringComparison.Ordinal);
        Assert.Equal(count, await CountAsync(connection, finding.Sql));
    }

    [Fact]
    public async Task Intervals_ThatOverlapOrEndBeforeTheyStart_AreFindings()
    {
        await using DbConnection connection = await TestEngine.Of("DuckDB").OpenAsync();
        await TestEngine.ExecuteAsync(connection, "CREATE TABLE spells AS SELECT * FROM (VALUES (1, 1, 10, 20, 5), (1, 1, 19, NULL, 5), (1, 2, 15, 16, 5)) AS v(customer, subscription, first, last, cents)");
        SqlIntervals Of(string table) => new(
            new SqlDatabase(connection, SqlDialect.DuckDb), table, Currency.Eur, "customer", SqlTime.UnixSeconds("first"), SqlTime.UnixSeconds("last"), SqlAmount.MinorUnits("cents").Times(12))
        { Subscription = "subscription" };

        SqlFinding overlap = Assert.Single((await Of("spells").CheckAsync(TestContext.Current.CancellationToken)).Findings);
        Assert.Equal((SqlFindingKind.OverlappingIntervals, 1), (overlap.Kind, overlap.Count));
        Assert.Contains("1970-01-01T00:00:19Z", overlap.Samples[0], StringComparison.Ordinal);

        await TestEngine.ExecuteAsync(connection, "INSERT INTO spells VALUES (3, 3, 20, 19, 5)");
        Assert.Equal(SqlFindingKind.EndsBeforeStart, Assert.Single((await Of("spells").CheckAsync(TestContext.Current.CancellationToken)).Findings).Kind);
    }

    [Fact]
    public async Task Amount_WithAFractionOfAMinorUnit_IsAFinding()
    {
        foreach (string engine in new[] { "DuckDB", "SQLite" })
        {
            TestEngine tested = TestEngine.Of(engine);
            await using DbConnection connection = await tested.OpenAsync();
            await TestEngine.ExecuteAsync(connection, $"CREATE TABLE orders (customer INTEGER, at_s BIGINT, cents {(tested.IsSqlite ? "REAL" : "DOUBLE")}); INSERT INTO orders VALUES (1, 10, 49.5), (1, 11, 49)");
            SqlOrders Of(SqlAmount amount) => new(new SqlDatabase(connection, tested.Dialect), "orders", Currency.Eur, "customer", SqlTime.UnixSeconds("at_s"), amount);

            Assert.Equal(SqlFindingKind.InexactAmount, Assert.Single((await Of(SqlAmount.MinorUnits("cents")).CheckAsync(TestContext.Current.CancellationToken)).Findings).Kind);
            Assert.True((await Of(SqlAmount.Decimal("cents")).CheckAsync(TestContext.Current.CancellationToken)).IsValid);
        }
    }

    [Fact]
    public async Task Customer_InTwoSegments_IsAFinding()
    {
        await using DbConnection connection = await TestEngine.Of("SQLite").OpenAsync();
        await TestEngine.ExecuteAsync(connection, "CREATE TABLE orders (customer INTEGER, at_s BIGINT, cents INTEGER, plan TEXT); INSERT INTO orders VALUES (1, 10, 5, 'pro'), (1, 11, 5, NULL), (2, 11, 5, 'pro')");
        var orders = new SqlOrders(new SqlDatabase(connection, SqlDialect.Sqlite), "orders", Currency.Eur, "customer", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents"));

        InvalidSourceException refused = await Assert.ThrowsAsync<InvalidSourceException>(() => orders.By("plan").MetricsAsync(January, TestContext.Current.CancellationToken));

        Assert.Equal((SqlFindingKind.CustomerInTwoSegments, 1), refused.Check.Findings.Select(finding => (finding.Kind, finding.Count)).Single());
    }

    [Theory]
    [InlineData("VARCHAR", "'ada'", "' '")]
    [InlineData("UUID", "'6f9619ff-8b86-d011-b42d-00c04fc964ff'", "NULL")]
    [InlineData("INTEGER", "7", "NULL")]
    public async Task Key_ThatIsMissingOrBlank_IsAFinding(string type, string key, string missing)
    {
        foreach (string engine in TestEngine.All.Where(row => row.Skip is null && row.Data is "DuckDB" or "PostgreSQL").Select(row => row.Data))
        {
            TestEngine tested = TestEngine.Of(engine);
            await using DbConnection connection = await tested.OpenAsync();
            await TestEngine.ExecuteAsync(connection, tested.Create("keys", $"customer {type}, subscription {type}, at_s BIGINT, cents BIGINT", "customer"));
            await TestEngine.ExecuteAsync(connection, $"INSERT INTO keys VALUES ({key}, {key}, 10, 5), ({missing}, {key}, 10, 5), ({key}, {missing}, 10, 5)");
            var levels = new SqlLevels(new SqlDatabase(connection, tested.Dialect), "keys", Currency.Eur, "customer", "subscription", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents"));

            SqlFinding finding = Assert.Single((await levels.CheckAsync(TestContext.Current.CancellationToken)).Findings);

            Assert.Equal((SqlFindingKind.MissingValue, 2), (finding.Kind, finding.Count));
        }
    }

    [Fact]
    public async Task CustomersOfASubscription_AreNamed_WhateverTheirType()
    {
        foreach ((string type, string first, string last) in new[] { ("BIGINT", "9", "10"), ("VARCHAR", "10", "9"), ("UUID", "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002") })
        {
            await using DbConnection connection = await TestEngine.Of("DuckDB").OpenAsync();
            await TestEngine.ExecuteAsync(connection, $"CREATE TABLE keys (customer {type}, subscription INTEGER, at_s BIGINT, cents BIGINT); INSERT INTO keys VALUES ('{first}', 1, 10, 5), ('{last}', 1, 20, 5), ('{last}', 2, 20, 5)");
            var levels = new SqlLevels(new SqlDatabase(connection, SqlDialect.DuckDb), "keys", Currency.Eur, "customer", "subscription", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents"));

            SqlFinding finding = Assert.Single((await levels.CheckAsync(TestContext.Current.CancellationToken)).Findings);

            Assert.Equal($"SubscriptionOfTwoCustomers: 1, such as subscription 1 of customers {first} and {last}", finding.ToString());
        }
    }

    [Fact]
    public async Task Text_ThatIsNoTime_IsAFindingInSqlite()
    {
        await using DbConnection connection = await TestEngine.Of("SQLite").OpenAsync();
        await TestEngine.ExecuteAsync(connection, "CREATE TABLE orders (customer TEXT, \"at\" TEXT, cents INTEGER); INSERT INTO orders VALUES ('ada', 'yesterday', 5)");
        var orders = new SqlOrders(new SqlDatabase(connection, SqlDialect.Sqlite), "orders", Currency.Eur, "customer", SqlTime.Instant("at"), SqlAmount.MinorUnits("cents"));

        SqlFinding finding = Assert.Single((await orders.CheckAsync(TestContext.Current.CancellationToken)).Findings);

        Assert.Equal("MissingValue: 1, such as customer ada, no time, amount 5", finding.ToString());
    }

    /// <summary>SQLite casts such a text to 0, which is 1970.</summary>
    [Fact]
    public async Task Text_InAColumnOfSeconds_IsAFindingInSqlite()
    {
        await using DbConnection connection = await TestEngine.Of("SQLite").OpenAsync();
        await TestEngine.ExecuteAsync(connection, "CREATE TABLE spells (customer, first, last, cents); INSERT INTO spells VALUES (1, 'soon', NULL, 5), (2, 1767312000, '', 5), (3, '1767312000', 1767312000.5, 5), (4, 1767312000, NULL, 5)");
        var spells = new SqlIntervals(
            new SqlDatabase(connection, SqlDialect.Sqlite), "spells", Currency.Eur, "customer", SqlTime.UnixSeconds("first"), SqlTime.UnixSeconds("last"), SqlAmount.MinorUnits("cents"));

        SqlCheck check = await spells.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, check.Findings.Single(finding => finding.Kind == SqlFindingKind.MissingValue).Count);
    }

    private static async Task<(DbConnection Connection, SqlLevels Levels)> LevelsAsync(string engine, string rows)
    {
        TestEngine tested = TestEngine.Of(engine);
        DbConnection connection = await tested.OpenAsync();
        await TestEngine.ExecuteAsync(connection, tested.Create("levels", "customer BIGINT, subscription BIGINT, at_s BIGINT, cents BIGINT, currency TEXT", "customer"));
        await TestEngine.ExecuteAsync(connection, "INSERT INTO levels VALUES " + rows);
        var database = new SqlDatabase(connection, tested.Dialect);
        return (connection, new SqlLevels(database, "levels", Currency.Eur, "customer", "subscription", SqlTime.UnixSeconds("at_s"), SqlAmount.MinorUnits("cents").Times(12)) { CurrencyColumn = "currency" });
    }

    private static async Task<long> CountAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        long count = 0;
        while (await reader.ReadAsync())
        {
            count++;
        }

        return count;
    }
}
