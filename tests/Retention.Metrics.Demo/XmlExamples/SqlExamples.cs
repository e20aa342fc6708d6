using DuckDB.NET.Data;
using NodaTime;
using Npgsql;
using Retention.Metrics;
using Retention.Metrics.Sql;

namespace DocumentedCode.XmlExamples;

public sealed class SqlExamples
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).Year(2026);

    [Fact]
    public async Task Levels()
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync();
        await using var create = connection.CreateCommand();
        create.CommandText = "CREATE TABLE levels (customer INTEGER, subscription INTEGER, \"at\" TIMESTAMP, cents BIGINT)";
        await create.ExecuteNonQueryAsync();
        var database = new SqlDatabase(connection, SqlDialect.DuckDb);
        ReportingPeriods periods = Months, months = Months;

        #region xml: SqlLevels
        var levels = new SqlLevels(database, "levels", Currency.Eur, "customer", "subscription", SqlTime.Instant("at"), SqlAmount.MinorUnits("cents").Times(12));
        RollForward answer = await levels.RollForwardAsync(periods);
        #endregion

        Assert.Equal(12, answer.Count);
        await Read(levels, periods);
        await Check(levels);
        await Explain(levels, months);
        await RollForward(levels);

        static async Task RollForward(SqlLevels levels)
        {
            #region xml: SqlRollForwardExtensions.RollForwardAsync
            RollForward months = await levels.RollForwardAsync(ReportingCalendar.Months(DateTimeZone.Utc).Year(2026));
            #endregion

            Assert.Equal(12, months.Count);
        }

        static async Task Read(SqlLevels levels, ReportingPeriods periods)
        {
            #region xml: SqlReadExtensions.ReadTimelineAsync
            RevenueTimeline timeline = await levels.ReadTimelineAsync();
            RollForward answer = timeline.RollForward(periods);
            #endregion

            Assert.Equal(12, answer.Count);
        }

        static async Task Check(SqlLevels levels)
        {
            #region xml: SqlCheckExtensions.CheckAsync
            SqlCheck check = await levels.CheckAsync();
            foreach (SqlFinding finding in check.Findings)
            {
                Console.WriteLine($"{finding}\n{finding.Sql}");
            }
            #endregion
        }

        static async Task Explain(SqlLevels levels, ReportingPeriods months)
        {
            #region xml: SqlExplainExtensions.ExplainAsync
            foreach (MrrContribution lost in await levels.ExplainAsync(RevenueFigure.ChurnMrr, months, 2, count: 100))
            {
                Console.WriteLine($"{lost.Customer} paid {lost.Before.Monthly}");
            }
            #endregion
        }
    }

    [Fact]
    public async Task OrdersAndIntervals()
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync();
        await using var create = connection.CreateCommand();
        create.CommandText = "CREATE TABLE orders (customer INTEGER, ordered_at TIMESTAMP, cents BIGINT); CREATE TABLE subscriptions (customer INTEGER, start DATE, \"end\" DATE, price DECIMAL(18, 2))";
        await create.ExecuteNonQueryAsync();
        var database = new SqlDatabase(connection, SqlDialect.DuckDb);
        ReportingPeriods periods = Months;
        DateTimeZone zone = DateTimeZone.Utc;

        #region xml: SqlOrders
        var orders = new SqlOrders(database, "orders", Currency.Eur, "customer", SqlTime.Instant("ordered_at"), SqlAmount.MinorUnits("cents"));
        OrderMetrics answer = await orders.MetricsAsync(periods);
        #endregion

        #region xml: SqlIntervals
        var spells = new SqlIntervals(database, "subscriptions", Currency.Eur, "customer", SqlTime.Date("start", zone), SqlTime.Date("end", zone), SqlAmount.Decimal("price").Times(12));
        #endregion

        Assert.Equal(0, answer.Overall.Orders);
        Assert.True((await spells.CheckAsync()).IsValid);
    }

    [Fact]
    public async Task Events()
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync();
        await using var create = connection.CreateCommand();
        create.CommandText = "CREATE TABLE events (customer INTEGER, subscription INTEGER, \"at\" TIMESTAMP, kind VARCHAR, cents BIGINT); INSERT INTO events VALUES (1, 11, '2026-01-05', 'started', 4900)";
        await create.ExecuteNonQueryAsync();
        var database = new SqlDatabase(connection, SqlDialect.DuckDb);

        #region xml: SqlEvents
        var events = new SqlEvents(database, "events", Currency.Eur, "customer", "subscription", SqlTime.Instant("at"), "kind", SqlAmount.MinorUnits("cents"));
        SubscriptionHistory history = await events.ReadHistoryAsync();
        #endregion

        Assert.Equal(49m, RevenueTimeline.FromHistory(history).MrrAt(Instant.FromUtc(2026, 2, 1, 0, 0)).Monthly.Amount);
    }

    [Fact]
    public async Task Database()
    {
        const string connectionString = "Host=localhost";

        #region xml: SqlDatabase
        await using var source = NpgsqlDataSource.Create(connectionString);
        var database = new SqlDatabase(source, SqlDialect.PostgreSql);
        #endregion

        Assert.Equal("database of PostgreSQL", database.ToString());
    }

    [Fact]
    public void Columns()
    {
        object[] columns = [.. Tables(), .. Times(), .. Amounts()];

        Assert.Equal("billing.levels", columns[0].ToString());
        Assert.Equal(7, new MyDialect().Quote("order").Length);
    }

    private static object[] Tables()
    {
        #region xml: SqlTable
        SqlTable named = SqlTable.Named("billing", "levels");                      // "billing"."levels"
        SqlTable query = SqlTable.Select("SELECT * FROM 'events/*.parquet'");      // a text of your own
        #endregion

        return [named, query];
    }

    private static object[] Times()
    {
        #region xml: SqlTime
        SqlTime instant = SqlTime.Instant("at");                                           // timestamp with time zone
        SqlTime local = SqlTime.Local("at", DateTimeZoneProviders.Tzdb["Europe/Berlin"]);  // timestamp on the clocks of Berlin
        SqlTime number = SqlTime.UnixMilliseconds("at_ms");                                // an integer
        #endregion

        return [instant, local, number];
    }

    private static object[] Amounts()
    {
        #region xml: SqlAmount
        SqlAmount cents = SqlAmount.MinorUnits("cents").Times(12);                   // 4900 a month
        SqlAmount price = SqlAmount.Decimal("price").Times("charges_per_year");      // 49.00, and 12 in another column
        SqlAmount annual = SqlAmount.AnnualMillionths("annual");                     // 588000000
        #endregion

        return [cents, price, annual];
    }

    #region xml: SqlDialect
    public sealed class MyDialect : SqlDialect
    {
        public override string Name => "MyEngine";

        public override string MicrosecondsOfInstant(string expression) => $"to_unix_micros({expression})";
    }
    #endregion
}
