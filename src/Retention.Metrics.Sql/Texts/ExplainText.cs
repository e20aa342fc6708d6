using System.Globalization;

namespace Retention.Metrics.Sql.Texts;

/// <summary>The common table expressions that find the customers behind a figure of one period: rows before the period have period −1, rows in it 0.</summary>
/// <remarks>Each ends with rm_found: customer_key, opening, closing and last_at, and what its conditions need.</remarks>
internal static class ExplainText
{
    /// <summary>The level of each customer at both ends of the period, with when they last changed, whether they return, and the first period in which they paid.</summary>
    public static string EndsOfPeriod(long? window) => $"""
        {RollForwardText.Instants("", "")},
        rm_customers AS (
          SELECT customer_key,
                 CAST(SUM(CASE WHEN period_no < 0 THEN delta ELSE 0 END) AS BIGINT) AS opening,
                 CAST(SUM(delta) AS BIGINT) AS closing,
                 MIN(period_no) AS first_period,
                 MAX(at_time) AS last_at,
                 MAX(CASE WHEN period_no < 0 THEN at_time END) AS fell_at,
                 MIN(CASE WHEN period_no >= 0 THEN at_time END) AS paid_at
          FROM rm_instants
          GROUP BY customer_key
        ),
        rm_found AS (
          SELECT customer_key, opening, closing, first_period, last_at,
                 CASE WHEN first_period < 0 AND {RollForwardText.Within("fell_at", window)} THEN 1 ELSE 0 END AS returns
          FROM rm_customers
        )
        """;

    /// <summary>The movements of the period, netted by day or by change.</summary>
    /// <param name="hasDays">Whether the steps have the local day in day_no.</param>
    /// <param name="interval">The column of the netting interval.</param>
    /// <param name="window">The reactivation window in microseconds; none for ever.</param>
    public static string Moves(bool hasDays, string interval, long? window) => $"""
        {RollForwardText.Moves("", hasDays, interval, window, ", MAX(at_time) AS last_at", ", last_at")},
        rm_found AS (
          SELECT customer_key, level_before AS opening, level_after AS closing, last_at, returns
          FROM rm_kinds
          WHERE period_no = 0
        )
        """;

    /// <summary>The level of each customer at both ends of the period, how often they fell to 0 in it, whether they joined in it, and on how many starts of its days they were active.</summary>
    /// <param name="days">How many days of the period start at or after each time, where customers at risk are counted by day.</param>
    public static string Drops(int? days)
    {
        string active = days is { } count
            ? string.Create(CultureInfo.InvariantCulture, $"CAST(SUM(CASE WHEN level_after = 0 THEN -1 WHEN level_after = delta THEN 1 ELSE 0 END * ({count} - day_no)) AS BIGINT)")
            : "0";
        return $"""
            {RollForwardText.Instants(days is null ? "" : "day_no, ", days is null ? "" : ", day_no")},
            rm_totals AS (
              SELECT customer_key, period_no, {(days is null ? "" : "day_no, ")}delta,
                     CAST(SUM(delta) OVER (PARTITION BY customer_key ORDER BY at_time ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS level_after
              FROM rm_instants
            ),
            rm_customers AS (
              SELECT customer_key,
                     CAST(SUM(CASE WHEN period_no < 0 THEN delta ELSE 0 END) AS BIGINT) AS opening,
                     CAST(SUM(delta) AS BIGINT) AS closing,
                     SUM(CASE WHEN period_no >= 0 AND level_after = 0 THEN 1 ELSE 0 END) AS drops,
                     MAX(CASE WHEN period_no >= 0 THEN 1 ELSE 0 END) AS changes,
                     {active} AS active_days
              FROM rm_totals
              GROUP BY customer_key
            ),
            rm_found AS (
              SELECT customer_key, opening, closing, 0 AS last_at, drops, active_days,
                     CASE WHEN opening = 0 AND changes = 1 THEN 1 ELSE 0 END AS joins
              FROM rm_customers
            )
            """;
    }
}
