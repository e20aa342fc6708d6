#region sql-postgresql
using NodaTime;
using Npgsql;
using Retention.Metrics;
using Retention.Metrics.Sql;
#endregion

namespace DocumentedCode;

public sealed class SqlPostgreSqlPage
{
    [Fact]
    public async Task Report()
    {
        string? variable = Environment.GetEnvironmentVariable("RETENTION_POSTGRESQL");
        Assert.SkipWhen(string.IsNullOrEmpty(variable), "RETENTION_POSTGRESQL holds no connection string.");
        await using (var prepared = NpgsqlDataSource.Create(variable!))
        {
            await prepared.CreateCommand("DROP TABLE IF EXISTS demo_levels; CREATE TABLE demo_levels (customer uuid, subscription uuid, at timestamptz, price numeric(12, 2))").ExecuteNonQueryAsync();
        }

        #region sql-postgresql
        await using var source = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable("RETENTION_POSTGRESQL")!);
        var database = new SqlDatabase(source, SqlDialect.PostgreSql);
        var table = SqlTable.Named("public", "demo_levels");
        var levels = new SqlLevels(database, table, Currency.Eur, "customer", "subscription", SqlTime.Instant("at"), SqlAmount.Decimal("price").Times(12));
        RollForward months = await levels.RollForwardAsync(ReportingCalendar.Months(DateTimeZone.Utc).Year(2026));
        #endregion

        Assert.Equal(0, months[11].ClosingCustomers);
        await source.CreateCommand("DROP TABLE demo_levels").ExecuteNonQueryAsync();
    }
}
