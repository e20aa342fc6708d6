using System.Data.Common;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Answers;

/// <summary>A mistake in a statement makes some answer differ: the laws see what they should.</summary>
[Trait("Kind", "Numbers")]
public sealed class PlantedMistakeTests
{
    private const int MostTables = 150;

    public static TheoryData<string, string> Mistakes => new()
    {
        { "CASE WHEN returns = 1 THEN 2 ELSE 1 END", "CASE WHEN returns = 1 THEN 1 ELSE 2 END" },
        { "returns = 0 THEN delta", "returns = 1 THEN delta" },
        { "row_no > 1 THEN 1", "row_no > 2 THEN 1" },
        { "row_no = 1 THEN 1", "row_no = 2 THEN 1" },
        { "WHERE amount <> amount_before", "WHERE 1 = 1" },
        { "first_period = period_no", "first_period < period_no" },
        { "closing > opening THEN 3", "closing >= opening THEN 3" },
        { "WHEN closing = 0 THEN 5", "WHEN closing < 0 THEN 5" },
        { "closing > opening THEN closing - opening", "closing > opening THEN closing" },
        { "period_no < 0 THEN closing", "period_no < 0 THEN opening" },
        { "COALESCE(LAG(amount) OVER (PARTITION BY customer_key, subscription_key ORDER BY at_time), 0)", "0" },
        { "PARTITION BY customer_key, subscription_key ORDER BY at_time)", "PARTITION BY customer_key ORDER BY at_time)" },
        { "LEAD(at_time) OVER (PARTITION BY customer_key, subscription_key ORDER BY at_time, sequence_no)", "LEAD(at_time) OVER (PARTITION BY customer_key, subscription_key ORDER BY at_time, sequence_no DESC)" },
        { "end_at IS NULL OR end_at > start_at", "1 = 1" },
        { "CASE WHEN rm_starts = 0 AND amount > 0 THEN at_time END AS fell_at", "CASE WHEN rm_starts = 1 THEN at_time END AS fell_at" },
        { "paid_at - fell_at <= ", "paid_at - fell_at < " },
        { "MAX(fell_at) OVER", "MIN(fell_at) OVER" },
        { "HAVING SUM(delta) <> 0", "HAVING SUM(delta) > 0" },
        { "drops > 0 THEN 1", "drops > 1 THEN 1" },
        { "opening > 0 THEN drops", "opening >= 0 THEN drops" },
        { "level_after = 0 AND delta < 0", "delta < 0" },
        { "WHEN level_after = delta THEN 1", "WHEN level_after > 0 THEN 1" },
        { "now_to < then_to THEN now_to", "now_to <= then_to THEN then_to" },
        { "then_to > 0 AND now_to = 0", "now_to = 0" },
        { "COALESCE(level_before, initial_amount)", "COALESCE(level_before, 0)" },
        { "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS closing", "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS closing" },
        { "closing < initial_amount THEN closing", "closing > initial_amount THEN closing" },
        { "period_no = last_no THEN 1", "period_no < last_no THEN 1" },
        { "SUM(CASE WHEN at_time = first_at THEN 1 ELSE 0 END) AS first_orders", "1 AS first_orders" },
        { "CASE WHEN orders >= 2 THEN 1", "CASE WHEN orders >= 3 THEN 1" },
        { "WHEN period_before >= 0 THEN 4", "WHEN period_before >= 1 THEN 4" },
        { "WHEN period_before < 0 THEN 2", "WHEN period_before < 0 THEN 0" },
        { "WHEN period_after IS NOT NULL THEN 8", "WHEN period_after IS NULL THEN 8" },
        { "PARTITION BY customer_key ORDER BY day_no) AS purchase_no", "PARTITION BY customer_key ORDER BY at_time) AS purchase_no" },
        { "purchase_no = 1 THEN amount", "purchase_no <= 2 THEN amount" },
        { "MAX(day_no) AS last_day", "MIN(day_no) AS last_day" },
        { "next_at - at_time <= ", "next_at - at_time < " },
        { "WHERE order_no = 1 AND", "WHERE order_no <= 2 AND" },
        { "MAX(at_time) AS last_at", "MIN(at_time) AS last_at" },
        { "WHERE period_no = 0", "WHERE 1 = 1" },
        { "period_no >= 0 AND level_after = 0 THEN 1", "level_after = 0 THEN 1" },
        { "opening = 0 AND changes = 1 THEN 1", "opening = 0 THEN 1" },
        { "THEN 1 ELSE 0 END + CASE WHEN closing > 0", "THEN 1 ELSE 0 END + CASE WHEN closing >= 0" },
        { "2 * active_days", "2 * active_days + 2" },
        { " - day_no)", " - day_no - 1)" },
        { "SELECT segment_1, segment_2, rm_purchases", "SELECT segment_1, segment_1, rm_purchases" },
        { "AND period_no < ", "AND period_no <= 0 AND period_no < " },
        { " / (86400000000)", " / (86400000001)" },

        // Roll-forwards.
        { "first_period = period_no THEN", "first_period >= 0 THEN" },
        { "WHEN closing < opening THEN 4", "WHEN closing < 0 THEN 4" },
        { "LAG(last_fall) OVER", "MAX(last_fall) OVER" },
        { "MAX(fell_at) AS fell_at", "MIN(fell_at) AS fell_at" },
        { "CASE WHEN amount = 0 AND amount_before > 0 THEN at_time END", "CASE WHEN amount = 0 THEN at_time END" },
        { "LAG(at_time) OVER (PARTITION BY customer_key ORDER BY at_time) AS fell_at", "MIN(at_time) OVER (PARTITION BY customer_key) AS fell_at" },
        { "opening > 0 AND drops > 0 THEN 1", "drops > 0 THEN 1" },
        { "opening > 0 AND closing > opening THEN closing - opening", "closing > opening THEN closing - opening" },
        { "THEN - delta ELSE 0 END) AS contraction_amount", "THEN delta ELSE 0 END) AS contraction_amount" },

        // Bounds of periods, of what is known and of days, and the clocks of zones.
        { "at_time < ", "at_time <= " },
        { "_stored < ", "_stored <= " },
        { "- (CASE WHEN", "- 3600000000 - (CASE WHEN" },
        { "+ 864000000000000000", "+ 0" },
        { "end_at IS NULL OR ", "" },
        { " AS at_time, amount, rm_starts", " AS at_time, amount, 1 AS rm_starts" },

        // Trailing retention and cohorts.
        { "WHERE window_no < ", "WHERE window_no <= 0 AND window_no < " },
        { "then_amount - then_net AS then_from", "then_amount AS then_from" },
        { "CASE WHEN side = 0 THEN now_no ELSE then_no END", "then_no" },
        { "FIRST_VALUE(period_no)", "LAST_VALUE(period_no)" },
        { "MIN(period_no) OVER (PARTITION BY customer_key) AS cohort_no", "MAX(period_no) OVER (PARTITION BY customer_key) AS cohort_no" },
        { "CASE WHEN at_time = first_at THEN amount ELSE 0 END) AS BIGINT) AS first_revenue", "amount) AS BIGINT) AS first_revenue" },

        // Orders, repeat orders, RFM.
        { "LEAD(at_time) OVER (PARTITION BY customer_key ORDER BY at_time) AS next_at", "LEAD(at_time) OVER (PARTITION BY customer_key ORDER BY at_time DESC) AS next_at" },
        { "AND at_time < ", "AND at_time <= " },
        { "period_no >= 0 AND days IS NOT NULL", "days > 0" },
        { "MAX(purchase_no) AS BIGINT", "COUNT(*) AS BIGINT" },
        { "MIN(day_no) AS first_day", "MIN(day_no) - 1 AS first_day" },

        // Customers behind a figure.
        { "MIN(CASE WHEN period_no >= 0 THEN at_time END) AS paid_at", "MAX(CASE WHEN period_no >= 0 THEN at_time END) AS paid_at" },
        { "MAX(CASE WHEN period_no < 0 THEN at_time END) AS fell_at", "MIN(CASE WHEN period_no < 0 THEN at_time END) AS fell_at" },
        { " OFFSET 3", " OFFSET 4" },

        // Segments, keys and amounts.
        { "PARTITION BY customer_key ORDER BY at_time ROWS", "PARTITION BY LOWER(customer_key) ORDER BY at_time ROWS" },
        { "PARTITION BY customer_key, subscription_key ORDER BY at_time", "PARTITION BY TRIM(subscription_key) ORDER BY at_time" },
        { "AS segment_1", "|| 'x' AS segment_1" },
        { "AND amount <> amount_before", "" },
        { " AND sequence_no = sequence_before", "" },
        { "currency <> 'EUR'", "currency = 'EUR'" },
        { "amount_stored < 0", "amount_stored < 1" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_MakesAnAnswerDiffer(string right, string wrong)
    {
        TestEngine engine = TestEngine.Of("SQLite");
        await using DbConnection connection = await engine.OpenAsync();
        bool occurs = false;
        var database = new SqlDatabase(connection, engine.Dialect)
        {
            Edit = statement =>
            {
                occurs |= statement.Contains(right, StringComparison.Ordinal);
                return statement.Replace(right, wrong, StringComparison.Ordinal);
            },
        };
        for (int seed = 0; seed < MostTables; seed++)
        {
            var data = new RandomData(seed);
            foreach (string statement in data.Script(engine, "facts"))
            {
                await TestEngine.ExecuteAsync(connection, statement);
            }

            foreach (AnswerPair pair in new Comparison(data, database).All())
            {
                if (await SameAnswersLaws.DifferenceAsync(pair) is not null)
                {
                    return;
                }
            }

            await TestEngine.ExecuteAsync(connection, "DROP TABLE facts");
        }

        Assert.Fail(occurs ? "No answer differs." : "No statement holds this text.");
    }
}
