using System.Data.Common;
using NodaTime;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Sources;

/// <summary>Tables of PostgreSQL and DuckDB often have infinity where something has not ended.</summary>
public sealed class InfiniteTimeTests
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 4));

    public static IEnumerable<TheoryDataRow<string, string>> Columns =>
        from engine in TestEngine.All
        where engine.Data is "PostgreSQL" or "DuckDB"
        from type in new[] { "TIMESTAMP WITH TIME ZONE", "TIMESTAMP", "DATE" }
        select new TheoryDataRow<string, string>(engine.Data, type) { Skip = engine.Skip };

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task End_ThatIsInfinite_IsNone(string engine, string type)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        var database = new SqlDatabase(connection, tested.Dialect);

        SqlIntervals infinite = Spells(database, type, "'infinity'"), open = Spells(database, type, "NULL");

        Assert.Equal("2 rows, no findings", (await infinite.CheckAsync(TestContext.Current.CancellationToken)).ToString());
        RollForward answer = await infinite.RollForwardAsync(Months, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (answer[2].ClosingCustomers, answer[1].ChurnedCustomers));
        Assert.Equal(await open.RollForwardAsync(Months, cancellation: TestContext.Current.CancellationToken), answer);
        Assert.Equal(answer, (await infinite.ReadTimelineAsync()).RollForward(Months));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task Start_ThatIsInfinite_IsAFinding(string engine, string type)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        var levels = new SqlLevels(
            new SqlDatabase(connection, tested.Dialect),
            SqlTable.Select($"SELECT customer, CAST(started AS {type}) AS started, 4900 AS cents FROM (VALUES (1, '2026-01-05'), (2, 'infinity'), (3, '-infinity')) AS v(customer, started)"),
            Currency.Eur,
            "customer",
            "customer",
            TimeOf(type, "started"),
            SqlAmount.MinorUnits("cents").Times(12));

        InvalidSourceException refused = await Assert.ThrowsAsync<InvalidSourceException>(() => levels.RollForwardAsync(Months, cancellation: TestContext.Current.CancellationToken));

        // DuckDB has no number for it.
        SqlFinding finding = Assert.Single(refused.Check.Findings);
        Assert.Equal((string.Equals(engine, "DuckDB", StringComparison.Ordinal) ? SqlFindingKind.MissingValue : SqlFindingKind.TimeOutOfRange, 2), (finding.Kind, finding.Count));
    }

    private static SqlIntervals Spells(SqlDatabase database, string type, string none) => new(
        database,
        SqlTable.Select(
            $"SELECT customer, CAST(started AS {type}) AS started, CAST(ended AS {type}) AS ended, 4900 AS cents FROM (VALUES (1, '2026-01-05', {none}), (2, '2026-01-20', '2026-02-03')) AS v(customer, started, ended)"),
        Currency.Eur,
        "customer",
        TimeOf(type, "started"),
        TimeOf(type, "ended"),
        SqlAmount.MinorUnits("cents").Times(12))
    { Subscription = "customer" };

    private static SqlTime TimeOf(string type, string column) => type switch
    {
        "DATE" => SqlTime.Date(column, Months.Zone),
        "TIMESTAMP" => SqlTime.Local(column, Months.Zone),
        _ => SqlTime.Instant(column),
    };
}
