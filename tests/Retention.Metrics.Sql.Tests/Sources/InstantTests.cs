using System.Data.Common;
using NodaTime;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Sources;

/// <summary>Columns of instants are compared as PostgreSQL stores them, whatever their type is.</summary>
public sealed class InstantTests
{
    public static IEnumerable<TheoryDataRow<string>> Types => new[] { "TIMESTAMP WITH TIME ZONE", "TIMESTAMP", "DATE" }.Select(type => new TheoryDataRow<string>(type) { Skip = PostgreSql.Single().Skip });

    public static IEnumerable<TheoryDataRow<string>> PostgreSql => TestEngine.All.Where(row => string.Equals(row.Data, "PostgreSQL", StringComparison.Ordinal));

    /// <summary>The months of Berlin begin at 22:00 or 23:00 in UTC: a literal must not become a date.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public async Task Bounds_WithinADay_AreExact_ForEachType(string type)
    {
        TestEngine tested = TestEngine.Of("PostgreSQL");
        await using DbConnection connection = await tested.OpenAsync();
        await TestEngine.ExecuteAsync(connection, $"""
            SET TimeZone = 'UTC';
            CREATE TEMPORARY TABLE levels AS
            SELECT i AS customer, CAST(TIMESTAMP '2026-01-20 00:00' + i * INTERVAL '12 hours' AS {type}) AS first_at, 100 + i AS cents FROM generate_series(1, 140) AS s(i);
            SET TimeZone = 'Asia/Kathmandu'
            """);
        var levels = new SqlLevels(
            new SqlDatabase(connection, tested.Dialect), "levels", Currency.Eur, "customer", "customer", SqlTime.Instant("first_at"), SqlAmount.MinorUnits("cents").Times(12));
        ReportingPeriods months = ReportingCalendar.Months(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).From(new YearMonth(2026, 2)).To(new YearMonth(2026, 3));

        RevenueTimeline timeline = await levels.ReadTimelineAsync();

        Assert.Equal(timeline.RollForward(months), await levels.RollForwardAsync(months, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(timeline.Cohorts(months), await levels.CohortsAsync(months, cancellation: TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(PostgreSql))]
    public async Task Text_IsNoInstant(string engine)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        var levels = new SqlLevels(
            new SqlDatabase(connection, tested.Dialect), SqlTable.Select("SELECT 1 AS customer, '2026-01-05'::text AS first_at, 100 AS cents"), Currency.Eur, "customer", "customer",
            SqlTime.Instant("first_at"), SqlAmount.MinorUnits("cents").Times(12))
        {
            IsChecked = false,
        };
        ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));

        await Assert.ThrowsAsync<SqlQueryException>(() => levels.RollForwardAsync(january, cancellation: TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(PostgreSql))]
    public async Task Microseconds_AreExact_InFourCenturies(string engine)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        await using DbCommand command = connection.CreateCommand();

        // Steps of 63,114 seconds, from 1770 to 2169, with other microseconds in each.
        command.CommandText = $"""
            WITH stored AS (SELECT i * 63113904037 + i * i % 999983 AS microseconds FROM generate_series(-100000::bigint, 100000) AS s(i)),
            times AS (SELECT microseconds, TIMESTAMPTZ '1970-01-01 00:00:00+00' + microseconds / 1000000 * INTERVAL '1 second' + microseconds % 1000000 * INTERVAL '1 microsecond' AS t FROM stored)
            SELECT COUNT(*) FILTER (WHERE {tested.Dialect.MicrosecondsOfInstant("t")} = microseconds) FROM times
            """;

        Assert.Equal(200_001L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
