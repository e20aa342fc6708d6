namespace Retention.Metrics.Sql.Texts;

/// <summary>The statement of retention over a window that ends with each period, all windows in one pass.</summary>
internal static class TrailingText
{
    /// <summary>By how much each window's totals differ from those of the window before. A change is felt twice: in the window that ends after it, and in the one that begins after it.</summary>
    public static string Of(SourceText source, StepFunction ends, StepFunction starts, int windows, long end)
    {
        string segment = source.Segment;
        return $"""
            {source.Changes(end, (ends, "now_no"), (starts, "then_no"))},
            rm_nets AS (
              SELECT customer_key, {segment}now_no, then_no, CAST(SUM(delta) AS BIGINT) AS net
              FROM rm_steps
              GROUP BY customer_key, {segment}now_no, then_no
            ),
            rm_sides AS (
              SELECT 0 AS side UNION ALL SELECT 1 AS side
            ),
            rm_echoes AS (
              SELECT customer_key, {segment}CASE WHEN side = 0 THEN now_no ELSE then_no END AS window_no,
                     CASE WHEN side = 0 THEN net ELSE 0 END AS now_net,
                     CASE WHEN side = 1 THEN net ELSE 0 END AS then_net
              FROM rm_nets CROSS JOIN rm_sides
            ),
            rm_changes AS (
              SELECT customer_key, {segment}window_no, CAST(SUM(now_net) AS BIGINT) AS now_net, CAST(SUM(then_net) AS BIGINT) AS then_net
              FROM rm_echoes
              WHERE window_no < {windows}
              GROUP BY customer_key, {segment}window_no
            ),
            rm_levels AS (
              SELECT {segment}window_no, now_net, then_net,
                     CAST(SUM(now_net) OVER (PARTITION BY customer_key ORDER BY window_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS now_amount,
                     CAST(SUM(then_net) OVER (PARTITION BY customer_key ORDER BY window_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS then_amount
              FROM rm_changes
            ),
            rm_pairs AS (
              SELECT {segment}window_no, now_amount AS now_to, then_amount AS then_to, now_amount - now_net AS now_from, then_amount - then_net AS then_from
              FROM rm_levels
            )
            SELECT {segment}window_no,
                   CAST(SUM(then_to - then_from) AS BIGINT) AS opening_change,
                   CAST(SUM(CASE WHEN now_to < then_to THEN now_to ELSE then_to END - CASE WHEN now_from < then_from THEN now_from ELSE then_from END) AS BIGINT) AS kept_change,
                   CAST(SUM(CASE WHEN then_to > 0 THEN now_to ELSE 0 END - CASE WHEN then_from > 0 THEN now_from ELSE 0 END) AS BIGINT) AS closing_change,
                   CAST(SUM(CASE WHEN then_to > 0 THEN 1 ELSE 0 END - CASE WHEN then_from > 0 THEN 1 ELSE 0 END) AS BIGINT) AS customers_change,
                   CAST(SUM(CASE WHEN then_to > 0 AND now_to = 0 THEN 1 ELSE 0 END - CASE WHEN then_from > 0 AND now_from = 0 THEN 1 ELSE 0 END) AS BIGINT) AS lost_change
            FROM rm_pairs
            GROUP BY {segment}window_no
            """;
    }
}
