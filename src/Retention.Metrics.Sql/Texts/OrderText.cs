using System.Globalization;

namespace Retention.Metrics.Sql.Texts;

/// <summary>The statements of order metrics.</summary>
internal static class OrderText
{
    /// <summary>What else a customer with orders in a period has ordered: the bits of a kind.</summary>
    public const int Repeats = 1, OrderedBefore = 2, OrderedEarlier = 4, OrdersLater = 8;

    /// <summary>Customers, orders and revenue of each period, by what else these customers have ordered: twice in it, before all periods, in an earlier period, in a later one.</summary>
    /// <remarks>Three sums by kind take less time than a sum for each figure. A sum of a window takes several times as long as the row before and the row after.</remarks>
    public static string Metrics(SourceText source, StepFunction periods, long end)
    {
        string segment = source.Segment;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {source.OrderSteps(end, (periods, "period_no"))},
            rm_per_period AS (
              SELECT customer_key, {segment}period_no, COUNT(*) AS orders, CAST(SUM(amount) AS BIGINT) AS revenue
              FROM rm_orders
              GROUP BY customer_key, {segment}period_no
            ),
            rm_history AS (
              SELECT {segment}period_no, orders, revenue,
                     LAG(period_no) OVER (PARTITION BY customer_key ORDER BY period_no) AS period_before,
                     LEAD(period_no) OVER (PARTITION BY customer_key ORDER BY period_no) AS period_after
              FROM rm_per_period
            ),
            rm_kinds AS (
              SELECT {segment}period_no, orders, revenue,
                     CASE WHEN orders >= 2 THEN {Repeats} ELSE 0 END
                       + CASE WHEN period_before >= 0 THEN {OrderedEarlier} WHEN period_before < 0 THEN {OrderedBefore} ELSE 0 END
                       + CASE WHEN period_after IS NOT NULL THEN {OrdersLater} ELSE 0 END AS kind
              FROM rm_history
              WHERE period_no >= 0
            )
            SELECT {segment}period_no, CAST(kind AS BIGINT) AS kind, CAST(COUNT(*) AS BIGINT) AS customers, CAST(SUM(orders) AS BIGINT) AS orders, CAST(SUM(revenue) AS BIGINT) AS revenue
            FROM rm_kinds
            GROUP BY {segment}period_no, kind
            """);
    }

    /// <summary>How often each number of whole local days lies between consecutive orders of a customer, by the period of the later one.</summary>
    public static string Gaps(SourceText source, StepFunction periods, TimeFunction days, long end)
    {
        string segment = source.Segment;
        return $"""
            {source.OrderSteps(end, (periods, "period_no"), (days, "day_no"))},
            rm_gaps AS (
              SELECT {segment}period_no, day_no - LAG(day_no) OVER (PARTITION BY customer_key ORDER BY at_time) AS days
              FROM rm_orders
            )
            SELECT {segment}period_no, CAST(days AS BIGINT) AS days, CAST(COUNT(*) AS BIGINT) AS gaps
            FROM rm_gaps
            WHERE period_no >= 0 AND days IS NOT NULL
            GROUP BY {segment}period_no, days
            """;
    }

    /// <summary>First-time customers with days that have ended, and those who ordered again within them.</summary>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="count">How many periods there are.</param>
    /// <param name="window">The days in microseconds.</param>
    /// <param name="mature">The end of the first orders with days that have ended.</param>
    /// <param name="asOf">The end of what is known.</param>
    public static string RepeatWithin(SourceText source, StepFunction periods, int count, long window, long mature, long asOf)
    {
        string segment = source.Segment;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {source.OrderSteps(asOf, (periods, "period_no"))},
            rm_pairs AS (
              SELECT {segment}period_no, at_time,
                     LEAD(at_time) OVER (PARTITION BY customer_key ORDER BY at_time) AS next_at,
                     ROW_NUMBER() OVER (PARTITION BY customer_key ORDER BY at_time) AS order_no
              FROM rm_orders
            )
            SELECT {segment}period_no,
                   CAST(COUNT(*) AS BIGINT) AS mature,
                   CAST(SUM(CASE WHEN next_at - at_time <= {window} THEN 1 ELSE 0 END) AS BIGINT) AS repeated
            FROM rm_pairs
            WHERE order_no = 1 AND period_no >= 0 AND period_no < {count} AND at_time < {mature}
            GROUP BY {segment}period_no
            """);
    }

    /// <summary>Days with orders, the first and the last of them, and the revenue of the first and of all, for every customer who has ordered by the end.</summary>
    /// <remarks>
    /// The key of the customer is the first column behind those of the segment. Rows are sorted by customer and day once; days are not summed first, as most have one order.
    /// </remarks>
    public static string Rfm(SourceText source, TimeFunction days, string customer, long? end)
    {
        string segment = source.Segment;
        return $"""
            {source.OrderSteps(end, (days, "day_no"))},
            rm_purchases AS (
              SELECT customer_key, {segment}day_no, amount, DENSE_RANK() OVER (PARTITION BY customer_key ORDER BY day_no) AS purchase_no
              FROM rm_orders
            )
            SELECT {segment}{customer} AS customer_key,
                   CAST(MAX(purchase_no) AS BIGINT) AS purchases,
                   MIN(day_no) AS first_day,
                   MAX(day_no) AS last_day,
                   CAST(SUM(CASE WHEN purchase_no = 1 THEN amount ELSE 0 END) AS BIGINT) AS first_revenue,
                   CAST(SUM(amount) AS BIGINT) AS revenue
            FROM rm_purchases
            GROUP BY {segment}rm_purchases.customer_key
            """;
    }
}
