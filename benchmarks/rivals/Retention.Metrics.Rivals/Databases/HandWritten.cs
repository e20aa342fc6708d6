using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Databases;

/// <summary>The jobs in SQL as one writes it for this table, this zone and these months: what node/duckdb.mjs runs, and the same for PostgreSQL.</summary>
internal static class HandWritten
{
    private const int FirstMonth = 2022 * 12;

    public static IReadOnlyList<ResultRow> Answer(Engine engine, Job job) => job switch
    {
        Job.J1 => RollForwardOf(engine),
        Job.J2 => CohortsOf(engine),
        Job.J3 => MetricsOf(engine),
        _ => SummaryOf(engine),
    };

    private static IReadOnlyList<ResultRow> RollForwardOf(Engine engine)
    {
        var months = new MonthMovements[Months.Count];
        foreach (long[] row in Integers(
            engine,
            $"""
            WITH {Net(engine)},
            bal AS (SELECT m, d, CAST(sum(d) OVER w AS BIGINT) AS b, row_number() OVER w AS r FROM net WINDOW w AS (PARTITION BY customer_id ORDER BY m ROWS UNBOUNDED PRECEDING))
            SELECT m, sum(d) FILTER (WHERE r = 1), sum(d) FILTER (WHERE b > d AND d > 0 AND r > 1), -sum(d) FILTER (WHERE b > 0 AND d < 0), -sum(d) FILTER (WHERE b = 0),
              sum(d) FILTER (WHERE b = d AND r > 1), count(*) FILTER (WHERE r = 1), count(*) FILTER (WHERE b = 0), count(*) FILTER (WHERE b = d AND r > 1)
            FROM bal WHERE d <> 0 GROUP BY m
            """,
            9))
        {
            months[row[0] - FirstMonth] = new MonthMovements
            {
                New = row[1],
                Expansion = row[2],
                Contraction = row[3],
                Churn = row[4],
                Reactivation = row[5],
                NewCustomers = row[6],
                ChurnedCustomers = row[7],
                ReactivatedCustomers = row[8],
            };
        }

        return RollForwardAnswer.Of(months);
    }

    private static IReadOnlyList<ResultRow> CohortsOf(Engine engine)
    {
        var sizes = new long[Months.Count];
        var changes = new CohortChange[Months.Count * Months.Count];
        foreach (long[] row in Integers(
            engine,
            $"""
            WITH {Net(engine)},
            bal AS (SELECT m, d, min(m) OVER w AS c, CAST(sum(d) OVER w AS BIGINT) AS b, row_number() OVER w AS r FROM net WINDOW w AS (PARTITION BY customer_id ORDER BY m ROWS UNBOUNDED PRECEDING))
            SELECT c, m, sum(d), sum(CASE WHEN b > 0 THEN 1 ELSE 0 END - CASE WHEN b > d THEN 1 ELSE 0 END), count(*) FILTER (WHERE r = 1) FROM bal GROUP BY c, m
            """,
            5))
        {
            int cohort = (int)row[0] - FirstMonth;
            sizes[cohort] += row[4];
            changes[(cohort * Months.Count) + (int)row[1] - FirstMonth] = new CohortChange(row[3], row[2]);
        }

        return CohortAnswer.OfChanges(sizes, changes);
    }

    private static IReadOnlyList<ResultRow> MetricsOf(Engine engine) => [.. Integers(
        engine,
        $"""
        WITH cm AS (SELECT customer_id, {Month(engine)} AS m, count(*) AS n, CAST(sum(amount) AS BIGINT) AS s FROM orders GROUP BY 1, 2),
        f AS (SELECT m, n, s, row_number() OVER (PARTITION BY customer_id ORDER BY m) AS r FROM cm)
        SELECT m, sum(n), sum(s), count(*), count(*) FILTER (WHERE n > 1), count(*) FILTER (WHERE n > 1 OR r > 1) FROM f GROUP BY m ORDER BY m
        """,
        6).Select(row => OrderAnswer.Row((int)row[0] - FirstMonth, row[1], row[2], row[3], row[4], row[5]))];

    // The rows of all customers are read, as a model of repeat buying needs them; ours has them too.
    private static IReadOnlyList<ResultRow> SummaryOf(Engine engine)
    {
        string summary = engine.IsDuckDb
            ? "SELECT customer_id, count(*) - 1, max(day) - min(day), (SELECT max(day) FROM d) - min(day), CAST(sum(s) - arg_min(s, day) AS BIGINT) FROM d GROUP BY customer_id"
            : """
            , f AS (SELECT customer_id, day, s, min(day) OVER (PARTITION BY customer_id) AS first_day FROM d)
            SELECT customer_id, count(*) - 1, max(day) - min(day), (SELECT max(day) FROM d) - min(day), CAST(coalesce(sum(s) FILTER (WHERE day > first_day), 0) AS BIGINT) FROM f GROUP BY customer_id
            """;
        SummaryAnswer sums = default;
        _ = engine.Rows($"WITH d AS (SELECT customer_id, CAST(ts AS DATE) AS day, CAST(sum(amount) AS BIGINT) AS s FROM orders GROUP BY 1, 2) {summary}", reader =>
        {
            int frequency = (int)reader.GetInt64(1);
            long spend = reader.GetInt64(4);
            sums.Add(reader.GetInt32(0), frequency, (int)Number(reader, 2), (int)Number(reader, 3), spend, frequency > 0 ? (double)spend / frequency : 0);
            return 0;
        });
        return sums.Rows();
    }

    /// <summary>One row for each customer and month with an event: the change d.</summary>
    private static string Net(Engine engine) => $"""
        net AS (SELECT customer_id, {Month(engine)} AS m, CAST(sum(delta) AS BIGINT) AS d
                FROM (SELECT customer_id, ts, mrr - lag(mrr, 1, CAST(0 AS BIGINT)) OVER (PARTITION BY subscription_id ORDER BY ts) AS delta FROM subs) AS changes GROUP BY 1, 2)
        """;

    private static string Month(Engine engine) => engine.IsDuckDb
        ? "CAST(year(ts) * 12 + month(ts) - 1 AS INTEGER)"
        : "CAST(date_part('year', ts) * 12 + date_part('month', ts) - 1 AS INTEGER)";

    private static List<long[]> Integers(Engine engine, string sql, int columns) => engine.Rows(sql, reader =>
    {
        var row = new long[columns];
        for (int column = 0; column < columns; column++)
        {
            row[column] = reader.IsDBNull(column) ? 0 : Number(reader, column);
        }

        return row;
    });

    private static long Number(System.Data.Common.DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        long number => number,
        int number => number,
        decimal number => (long)number,
        System.Numerics.BigInteger number => (long)number,
        var other => throw new InvalidCastException($"{other.GetType()} is no integer."),
    };
}
