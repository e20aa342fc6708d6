#region sql-duckdb
using DuckDB.NET.Data;
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Sql;
#endregion

namespace DocumentedCode;

public sealed class SqlPage
{
    [Fact]
    public async Task DuckDb()
    {
        #region sql-duckdb
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync();
        var table = SqlTable.Select("SELECT * FROM 'ledger.csv'");
        var levels = new SqlLevels(
            new SqlDatabase(connection, SqlDialect.DuckDb), table, Currency.Eur, "customer_id", "subscription_id", SqlTime.Date("at", DateTimeZone.Utc), SqlAmount.Decimal("mrr").Times(12));
        ReportingPeriods quarter = ReportingCalendar.Quarters(DateTimeZone.Utc).Parse("2026-Q1");
        RollForward answer = await levels.RollForwardAsync(quarter);
        Console.WriteLine(answer[0].ClosingMrr.Monthly);  // 94.00 EUR
        Console.WriteLine(answer[0].NewCustomers);        // 2
        #endregion

        #region sql-pull
        RevenueTimeline timeline = await levels.ReadTimelineAsync();
        RollForward same = timeline.RollForward(quarter);
        Console.WriteLine(same == answer);  // True
        #endregion

        #region sql-check
        SqlCheck check = await levels.CheckAsync();
        Console.WriteLine(check);  // 5 rows, no findings
        #endregion

        #region sql-explain
        IReadOnlyList<MrrContribution> lost = await levels.ExplainAsync(RevenueFigure.NeverRetainedCustomers, quarter, period: 0, count: 100);
        Console.WriteLine(lost[0].Customer);  // bo
        #endregion
    }
}
