using System.Globalization;

namespace Retention.Metrics.Sql.Texts;

/// <summary>The statements of a roll-forward. Rows come only for periods in which somebody had a row; period −1 has what the first one opens with.</summary>
internal static class RollForwardText
{
    /// <summary>What a customer with a row in a period is to it, where movements are netted per period.</summary>
    public const int New = 1, Reactivation = 2, Expansion = 3, Contraction = 4, Churn = 5, NeverRetained = 6;

    /// <summary>Movements netted per period, with churn counted at the two ends of a period: customers and their amounts by period and kind.</summary>
    /// <remarks>Three sums by kind take a fraction of the time of a sum for each figure.</remarks>
    public static string PerPeriod(SourceText source, StepFunction periods, long end, long? window)
    {
        string segment = source.Segment;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {(window is { } most ? $"{source.Steps(end, (periods, "period_no"))},\n{StatesWithinWindow(segment, most)}" : $"{source.Changes(end, (periods, "period_no"))},\n{States(segment)}")},
            rm_kinds AS (
              SELECT {segment}period_no, opening, closing,
                     CASE WHEN opening = 0 AND closing > 0 THEN CASE WHEN returns = 1 THEN {Reactivation} ELSE {New} END
                          WHEN opening = 0 THEN CASE WHEN is_first = 1 THEN {NeverRetained} ELSE 0 END
                          WHEN closing = 0 THEN {Churn}
                          WHEN closing > opening THEN {Expansion}
                          WHEN closing < opening THEN {Contraction}
                          ELSE 0 END AS kind
              FROM rm_state
            )
            SELECT {segment}period_no, CAST(kind AS BIGINT) AS kind, CAST(COUNT(*) AS BIGINT) AS customers, CAST(SUM(opening) AS BIGINT) AS opening_amount, CAST(SUM(closing) AS BIGINT) AS closing_amount
            FROM rm_kinds
            GROUP BY {segment}period_no, kind
            """);
    }

    /// <summary>Movements netted per period, day or change, with every way of counting churn.</summary>
    /// <param name="source">The source.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="days">The local days, where movements are netted by day.</param>
    /// <param name="interval">By what netting intervals are told apart within a period: 0 for the whole period, else a column of rm_totals.</param>
    /// <param name="end">The end of the last period.</param>
    /// <param name="window">The reactivation window in microseconds; none for ever.</param>
    public static string PerInterval(SourceText source, StepFunction periods, StepFunction? days, string interval, long end, long? window)
    {
        string segment = source.Segment;
        string steps = days is null ? source.Steps(end, (periods, "period_no")) : source.Steps(end, (periods, "period_no"), (days, "day_no"));
        string within = Within("fell_at", window);
        return $"""
            {steps},
            {Moves(segment, days is not null, interval, window)},
            rm_per_period AS (
              SELECT customer_key, {segment}period_no,
                     CAST(SUM(delta) AS BIGINT) AS net,
                     MIN(paid_at) AS paid_at,
                     MIN(fell_at) AS fell_at,
                     MAX(is_first) AS is_first,
                     SUM(drops) AS drops,
                     SUM(CASE WHEN level_before = 0 AND delta > 0 AND returns = 0 THEN delta ELSE 0 END) AS new_amount,
                     SUM(CASE WHEN level_before = 0 AND delta > 0 AND returns = 1 THEN delta ELSE 0 END) AS reactivation_amount,
                     SUM(CASE WHEN level_before > 0 AND delta > 0 THEN delta ELSE 0 END) AS expansion_amount,
                     SUM(CASE WHEN level_after > 0 AND delta < 0 THEN - delta ELSE 0 END) AS contraction_amount,
                     SUM(CASE WHEN level_after = 0 AND delta < 0 THEN - delta ELSE 0 END) AS churn_amount
              FROM rm_kinds
              GROUP BY customer_key, {segment}period_no
            ),
            rm_running AS (
              SELECT customer_key, {segment}period_no, net, paid_at, fell_at, is_first, drops,
                     new_amount, reactivation_amount, expansion_amount, contraction_amount, churn_amount,
                     CAST(SUM(net) OVER (PARTITION BY customer_key ORDER BY period_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS closing
              FROM rm_per_period
            ),
            rm_state AS (
              SELECT {segment}period_no, closing - net AS opening, closing, is_first, drops,
                     new_amount, reactivation_amount, expansion_amount, contraction_amount, churn_amount,
                     CASE WHEN is_first = 0 AND {within} THEN 1 ELSE 0 END AS returns
              FROM rm_running
            )
            SELECT {segment}period_no,
                   CAST(SUM(new_amount) AS BIGINT) AS new_amount,
                   CAST(SUM(reactivation_amount) AS BIGINT) AS reactivation_amount,
                   CAST(SUM(expansion_amount) AS BIGINT) AS expansion_amount,
                   CAST(SUM(contraction_amount) AS BIGINT) AS contraction_amount,
                   CAST(SUM(churn_amount) AS BIGINT) AS churn_amount,
                   CAST(SUM(CASE WHEN opening = 0 AND closing > 0 AND returns = 0 THEN 1 ELSE 0 END) AS BIGINT) AS new_customers,
                   CAST(SUM(CASE WHEN opening = 0 AND closing > 0 AND returns = 1 THEN 1 ELSE 0 END) AS BIGINT) AS reactivated_customers,
                   CAST(SUM(CASE WHEN opening > 0 AND closing > opening THEN 1 ELSE 0 END) AS BIGINT) AS expanded_customers,
                   CAST(SUM(CASE WHEN closing > 0 AND closing < opening THEN 1 ELSE 0 END) AS BIGINT) AS contracted_customers,
                   CAST(SUM(CASE WHEN opening > 0 AND closing = 0 THEN 1 ELSE 0 END) AS BIGINT) AS churned_customers,
                   CAST(SUM(CASE WHEN closing = 0 AND is_first = 1 THEN 1 ELSE 0 END) AS BIGINT) AS never_retained_customers,
                   CAST(SUM(CASE WHEN period_no < 0 THEN closing ELSE 0 END) AS BIGINT) AS opening_amount,
                   CAST(SUM(CASE WHEN period_no < 0 AND closing > 0 THEN 1 ELSE 0 END) AS BIGINT) AS opening_customers,
                   CAST(SUM(CASE WHEN opening > 0 AND closing < opening THEN opening - closing ELSE 0 END) AS BIGINT) AS lost_amount,
                   CAST(SUM(CASE WHEN opening > 0 AND closing > opening THEN closing - opening ELSE 0 END) AS BIGINT) AS gained_amount,
                   CAST(SUM(CASE WHEN opening = 0 THEN 1 ELSE 0 END) AS BIGINT) AS joined_customers,
                   CAST(SUM(CASE WHEN opening > 0 AND drops > 0 THEN 1 ELSE 0 END) AS BIGINT) AS opened_and_dropped,
                   CAST(SUM(CASE WHEN opening > 0 THEN drops ELSE 0 END) AS BIGINT) AS drops_of_opened,
                   CAST(SUM(CASE WHEN opening = 0 AND closing = 0 THEN 1 ELSE 0 END) AS BIGINT) AS joined_and_gone,
                   CAST(SUM(CASE WHEN opening = 0 AND drops > 0 THEN 1 ELSE 0 END) AS BIGINT) AS joined_and_dropped,
                   CAST(SUM(CASE WHEN opening = 0 THEN drops ELSE 0 END) AS BIGINT) AS drops_of_joined
            FROM rm_state
            GROUP BY {segment}period_no
            """;
    }

    /// <summary>By how many the active customers change on each day; day −1 is everything before the first period.</summary>
    public static string ActiveByDay(SourceText source, StepFunction days, long end)
    {
        string segment = source.Segment;
        return $"""
            {source.Changes(end, (days, "day_no"))},
            rm_instants AS (
              SELECT customer_key, {segment}at_time, day_no, CAST(SUM(delta) AS BIGINT) AS delta
              FROM rm_steps
              GROUP BY customer_key, {segment}at_time, day_no
              HAVING SUM(delta) <> 0
            ),
            rm_totals AS (
              SELECT {segment}day_no, delta,
                     CAST(SUM(delta) OVER (PARTITION BY customer_key ORDER BY at_time ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS level_after
              FROM rm_instants
            )
            SELECT {segment}day_no, CAST(SUM(CASE WHEN level_after = 0 THEN -1 WHEN level_after = delta THEN 1 ELSE 0 END) AS BIGINT) AS more_active
            FROM rm_totals
            GROUP BY {segment}day_no
            """;
    }

    /// <summary>The level of each customer with a change in a period at both its ends, and whether they return.</summary>
    /// <remarks>The first change is a payment: so the first row of a customer is the period of the first payment, and all later ones are returns.</remarks>
    private static string States(string segment) => $"""
        rm_per_period AS (
          SELECT customer_key, {segment}period_no, CAST(SUM(delta) AS BIGINT) AS net
          FROM rm_steps
          GROUP BY customer_key, {segment}period_no
        ),
        rm_running AS (
          SELECT {segment}period_no, net,
                 CAST(SUM(net) OVER (PARTITION BY customer_key ORDER BY period_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS closing,
                 ROW_NUMBER() OVER (PARTITION BY customer_key ORDER BY period_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS row_no
          FROM rm_per_period
        ),
        rm_state AS (
          SELECT {segment}period_no, closing - net AS opening, closing,
                 CASE WHEN row_no = 1 THEN 1 ELSE 0 END AS is_first,
                 CASE WHEN row_no > 1 THEN 1 ELSE 0 END AS returns
          FROM rm_running
        )
        """;

    /// <summary>The same where a return is one that comes no later than so long after the fall to 0.</summary>
    private static string StatesWithinWindow(string segment, long window) => $"""
        rm_per_period AS (
          SELECT customer_key, {segment}period_no,
                 CAST(SUM(delta) AS BIGINT) AS net,
                 MIN(paid_at) AS paid_at,
                 MAX(fell_at) AS fell_at
          FROM rm_steps
          GROUP BY customer_key, {segment}period_no
        ),
        rm_running AS (
          SELECT customer_key, {segment}period_no, net, paid_at,
                 CAST(SUM(net) OVER (PARTITION BY customer_key ORDER BY period_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS closing,
                 MIN(CASE WHEN paid_at IS NOT NULL THEN period_no END) OVER (PARTITION BY customer_key ORDER BY period_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS first_period,
                 MAX(fell_at) OVER (PARTITION BY customer_key ORDER BY period_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS last_fall
          FROM rm_per_period
        ),
        rm_recalled AS (
          SELECT customer_key, {segment}period_no, net, closing, first_period, paid_at,
                 LAG(last_fall) OVER (PARTITION BY customer_key ORDER BY period_no) AS fell_at
          FROM rm_running
        ),
        rm_state AS (
          SELECT {segment}period_no, closing - net AS opening, closing,
                 CASE WHEN first_period = period_no THEN 1 ELSE 0 END AS is_first,
                 CASE WHEN {Within("fell_at", window)} THEN 1 ELSE 0 END AS returns
          FROM rm_recalled
        )
        """;

    /// <summary>The changes of each customer's level: rows of one instant add up, and those that change nothing are left out.</summary>
    /// <param name="columns">More columns of rm_steps, each with a comma behind it.</param>
    /// <param name="grouped">The same for GROUP BY: what is behind customer_key and at_time.</param>
    public static string Instants(string columns, string grouped) => $"""
        rm_instants AS (
          SELECT customer_key, {columns}at_time, period_no, CAST(SUM(delta) AS BIGINT) AS delta
          FROM rm_steps
          GROUP BY customer_key, at_time, period_no{grouped}
          HAVING SUM(delta) <> 0
        )
        """;

    /// <summary>The movements of each customer, netted over the intervals of a day or a change within their period, or over the period.</summary>
    /// <param name="segment">The names of the segment columns, each with a comma behind it.</param>
    /// <param name="hasDays">Whether the steps have the local day in day_no.</param>
    /// <param name="interval">By what netting intervals are told apart within a period: 0 for the whole period, else a column of rm_totals.</param>
    /// <param name="window">The reactivation window in microseconds; none for ever.</param>
    /// <param name="last">One more total of an interval, with a comma before it.</param>
    /// <param name="lastName">Its name, with a comma before it.</param>
    public static string Moves(string segment, bool hasDays, string interval, long? window, string last = "", string lastName = "")
    {
        string day = hasDays ? "day_no, " : "";
        return $"""
            {Instants(segment + day, string.Concat(segment.Length > 0 ? ", " + segment[..^2] : "", hasDays ? ", day_no" : ""))},
            rm_totals AS (
              SELECT customer_key, {segment}at_time, period_no, {day}delta,
                     CAST(SUM(delta) OVER (PARTITION BY customer_key ORDER BY at_time ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS level_after,
                     LAG(at_time) OVER (PARTITION BY customer_key ORDER BY at_time) AS fell_at
              FROM rm_instants
            ),
            rm_intervals AS (
              SELECT customer_key, {segment}period_no, {interval} AS interval_no,
                     MIN(at_time) AS paid_at{last},
                     MIN(fell_at) AS fell_at,
                     MAX(CASE WHEN fell_at IS NULL THEN 1 ELSE 0 END) AS is_first,
                     SUM(CASE WHEN level_after = 0 THEN 1 ELSE 0 END) AS drops,
                     CAST(SUM(delta) AS BIGINT) AS delta
              FROM rm_totals
              GROUP BY customer_key, {segment}period_no{(interval.Length > 1 ? ", " + interval : "")}
            ),
            rm_moves AS (
              SELECT customer_key, {segment}period_no, paid_at{lastName}, fell_at, is_first, drops, delta,
                     CAST(SUM(delta) OVER (PARTITION BY customer_key ORDER BY period_no, interval_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS level_after
              FROM rm_intervals
            ),
            rm_kinds AS (
              SELECT customer_key, {segment}period_no, paid_at{lastName}, fell_at, is_first, drops, delta, level_after - delta AS level_before, level_after,
                     CASE WHEN is_first = 0 AND {Within("fell_at", window)} THEN 1 ELSE 0 END AS returns
              FROM rm_moves
            )
            """;
    }

    /// <summary>The condition that a payment comes no later than so long after the fall to 0.</summary>
    public static string Within(string fell, long? window) => window is { } most ? string.Create(CultureInfo.InvariantCulture, $"paid_at - {fell} <= {most}") : "1 = 1";
}
