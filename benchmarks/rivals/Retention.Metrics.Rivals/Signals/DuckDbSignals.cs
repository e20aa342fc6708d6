using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;

namespace Retention.Metrics.Rivals.Signals;

/// <summary>The same job in DuckDB, on tables in memory that are sorted as its own manual advises.</summary>
internal sealed class DuckDbSignals : IDisposable
{
    private readonly DuckDBConnection connection = new("DataSource=:memory:");

    public DuckDbSignals(SignalData data, int threads)
    {
        connection.Open();
        Run(string.Create(CultureInfo.InvariantCulture, $"SET threads TO {threads}"));
        Run("CREATE TABLE raw (customer INTEGER, second BIGINT, login BOOLEAN)");
        using (DuckDBAppender rows = connection.CreateAppender("raw"))
        {
            for (int row = 0; row < data.Customer.Length; row++)
            {
                rows.CreateRow().AppendValue(data.Customer[row]).AppendValue(data.Second[row]).AppendValue(data.IsLogin[row]).EndRow();
            }
        }

        Run("CREATE TABLE activity AS SELECT * FROM raw ORDER BY customer, second");
        Run("DROP TABLE raw");
        Run("CREATE TABLE paid (customer INTEGER, first BIGINT, last BIGINT)");
        using (DuckDBAppender rows = connection.CreateAppender("paid"))
        {
            for (int customer = 0; customer < data.Start.Length; customer++)
            {
                rows.CreateRow().AppendValue(customer).AppendValue(data.Start[customer] * 86_400L).AppendValue(data.End[customer] * 86_400L).EndRow();
            }
        }

        Run("CREATE TABLE months (month INTEGER, t0 BIGINT, t1 BIGINT)");
        foreach ((int number, ReportingPeriod month) in SignalData.Periods.Index())
        {
            Run(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO months VALUES ({number}, {(long)(month.Start - SignalData.Origin).TotalSeconds}, {(long)(month.End - SignalData.Origin).TotalSeconds})"));
        }
    }

    /// <summary>Groups of logins in the 30 days before: 0, to 2, to 5, more; and those without any activity before.</summary>
    public (TimeSpan Time, (long AtRisk, long Lost)[] Groups) Answer()
    {
        const string Sql =
            """
            WITH s AS (
                SELECT p.customer, m.month, m.t0, p.last >= m.t1 AS stays FROM paid p JOIN months m ON p.first < m.t0 AND p.last >= m.t0
            ), firsts AS (
                SELECT customer, min(second) AS first FROM activity GROUP BY customer
            ), hits AS (
                SELECT a.customer, m.month, count(*) FILTER (WHERE a.login) AS logins
                FROM activity a JOIN months m ON a.second < m.t0 AND a.second >= m.t0 - 30 * 86400
                GROUP BY a.customer, m.month
            ), valued AS (
                SELECT s.stays, CASE WHEN f.first IS NULL OR f.first >= s.t0 THEN 4 WHEN coalesce(h.logins, 0) <= 0 THEN 0 WHEN h.logins <= 2 THEN 1 WHEN h.logins <= 5 THEN 2 ELSE 3 END AS grp
                FROM s LEFT JOIN firsts f USING (customer) LEFT JOIN hits h USING (customer, month)
            )
            SELECT grp, count(*), count(*) FILTER (WHERE NOT stays) FROM valued GROUP BY grp
            """;
        var clock = Stopwatch.StartNew();
        var groups = new (long, long)[5];
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        using DuckDBDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            groups[rows.GetInt32(0)] = (rows.GetInt64(1), rows.GetInt64(2));
        }

        return (clock.Elapsed, groups);
    }

    public void Dispose() => connection.Dispose();

    private void Run(string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }
}
