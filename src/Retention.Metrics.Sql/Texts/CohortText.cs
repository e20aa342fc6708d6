using System.Globalization;

namespace Retention.Metrics.Sql.Texts;

/// <summary>The statements of cohort tables. Cohort −1 began before the first period.</summary>
internal static class CohortText
{
    /// <summary>Cohorts by the period of the first payment: the base, and the changes of each cell against the cell before.</summary>
    /// <remarks>
    /// Changes of a cell add up whatever lies between, so customers need not be netted by period first, and all windows have one order. Changes of one instant have the level after all of them:
    /// the first of them is the change, and the others change nothing.
    /// </remarks>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="end">The as-of instant, at most the end of the last period.</param>
    public static string OfRevenue(SourceText source, StepFunction periods, long end)
    {
        string segment = source.Segment;
        return $"""
            {source.Changes(end, (periods, "period_no"))},
            rm_levels AS (
              SELECT customer_key, {segment}at_time, period_no,
                     CAST(SUM(delta) OVER (PARTITION BY customer_key ORDER BY at_time RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS closing
              FROM rm_steps
            ),
            rm_running AS (
              SELECT {segment}period_no, closing,
                     LAG(closing) OVER (PARTITION BY customer_key ORDER BY at_time RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS level_before,
                     FIRST_VALUE(closing) OVER (PARTITION BY customer_key ORDER BY at_time RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS initial_amount,
                     FIRST_VALUE(period_no) OVER (PARTITION BY customer_key ORDER BY at_time RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS cohort_no
              FROM rm_levels
            ),
            rm_state AS (
              SELECT {segment}cohort_no, period_no, initial_amount, closing,
                     CASE WHEN level_before IS NULL THEN 1 ELSE 0 END AS begins,
                     COALESCE(level_before, initial_amount) AS opening
              FROM rm_running
            )
            SELECT {segment}cohort_no, period_no,
                   CAST(SUM(begins) AS BIGINT) AS base_customers,
                   CAST(SUM(CASE WHEN begins = 1 THEN initial_amount ELSE 0 END) AS BIGINT) AS base_amount,
                   CAST(SUM(CASE WHEN closing > 0 THEN 1 ELSE 0 END - CASE WHEN opening > 0 THEN 1 ELSE 0 END) AS BIGINT) AS customers_change,
                   CAST(SUM(closing - opening) AS BIGINT) AS amount_change,
                   CAST(SUM(CASE WHEN closing < initial_amount THEN closing ELSE initial_amount END - CASE WHEN opening < initial_amount THEN opening ELSE initial_amount END) AS BIGINT) AS gross_change
            FROM rm_state
            GROUP BY {segment}cohort_no, period_no
            """;
    }

    /// <summary>Cohorts by the period of the first order. Orders after the last period, and before the as-of instant, have the number of periods as theirs.</summary>
    public static string OfOrders(SourceText source, StepFunction periods, int count, long asOf)
    {
        string segment = source.Segment;
        return $"""
            {source.OrderSteps(asOf, (periods, "period_no"))},
            rm_begun AS (
              SELECT customer_key, {segment}at_time, period_no, amount,
                     MIN(at_time) OVER (PARTITION BY customer_key) AS first_at
              FROM rm_orders
            ),
            rm_per_period AS (
              SELECT customer_key, {segment}period_no, COUNT(*) AS orders, CAST(SUM(amount) AS BIGINT) AS revenue,
                     SUM(CASE WHEN at_time = first_at THEN 1 ELSE 0 END) AS first_orders,
                     CAST(SUM(CASE WHEN at_time = first_at THEN amount ELSE 0 END) AS BIGINT) AS first_revenue
              FROM rm_begun
              GROUP BY customer_key, {segment}period_no
            ),
            rm_history AS (
              SELECT {segment}period_no, orders, revenue, first_orders, first_revenue,
                     MIN(period_no) OVER (PARTITION BY customer_key) AS cohort_no,
                     MAX(period_no) OVER (PARTITION BY customer_key) AS last_no
              FROM rm_per_period
            )
            SELECT {segment}cohort_no, period_no,
                   CAST(SUM(CASE WHEN first_orders > 0 THEN 1 ELSE 0 END) AS BIGINT) AS base_customers,
                   CAST(SUM(first_orders) AS BIGINT) AS base_orders,
                   CAST(SUM(first_revenue) AS BIGINT) AS base_revenue,
                   CAST(COUNT(*) AS BIGINT) AS customers,
                   CAST(SUM(orders) AS BIGINT) AS orders,
                   CAST(SUM(revenue) AS BIGINT) AS revenue,
                   CAST(SUM(CASE WHEN period_no = last_no THEN 1 ELSE 0 END) AS BIGINT) AS last_customers
            FROM rm_history
            WHERE cohort_no < {count.ToString(CultureInfo.InvariantCulture)}
            GROUP BY {segment}cohort_no, period_no
            """;
    }
}
