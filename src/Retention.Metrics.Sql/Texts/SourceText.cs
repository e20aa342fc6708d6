using System.Globalization;

namespace Retention.Metrics.Sql.Texts;

/// <summary>The first common table expressions of a statement: rows of a source with times in microseconds and amounts in millionths.</summary>
/// <remarks>Each expression is named once: Citus collects the rows of one that is named twice on one machine. Names begin with rm_, as SQLite takes one named like a table for the table.</remarks>
internal sealed class SourceText
{
    private readonly SqlSource source;
    private readonly SqlDialect dialect;
    private readonly string[] segments;

    public SourceText(SqlSource source, string[] segments)
    {
        this.source = source;
        this.segments = segments;
        dialect = source.Database.Dialect;
    }

    /// <summary>The names of the segment columns, each with a comma behind it.</summary>
    public string Segment => string.Concat(Enumerable.Range(1, segments.Length).Select(number => string.Create(CultureInfo.InvariantCulture, $"segment_{number}, ")));

    public SqlDialect Dialect => dialect;

    /// <summary>Keeps the columns of an expression from being computed where they are used.</summary>
    private string Once => dialect.MaterializedKeyword.Length == 0 || !IsComputedOnce ? "" : dialect.MaterializedKeyword + " ";

    private bool IsComputedOnce => HasLocalTimes || dialect.CopiesShortExpressions;

    /// <summary>Whether a time is looked up in the transitions of a zone.</summary>
    private bool HasLocalTimes => source switch
    {
        SqlLevels levels => levels.At.Zone is not null,
        SqlIntervals intervals => intervals.Start.Zone is not null || intervals.End.Zone is not null,
        _ => ((SqlOrders)source).At.Zone is not null,
    };

    private string Fence => dialect.VolatileExpression.Length == 0 || !IsComputedOnce ? "" : ", " + dialect.VolatileExpression + " AS rm_fence";

    /// <summary>A column of the table.</summary>
    public string Column(string name) => string.Concat("rm_t.", dialect.Quote(name));

    /// <summary>Rows of levels: customer_key, subscription_key, at_time, amount and sequence_no.</summary>
    /// <param name="levels">The source.</param>
    /// <param name="limit">The end of the times that are read, in microseconds; all are read without it.</param>
    /// <param name="followsSequence">Whether only the last row of an instant is left, where there is a sequence.</param>
    /// <param name="ordersInstants">Whether times may stay instants of the engine, as only their order matters.</param>
    public string Levels(SqlLevels levels, long? limit, bool followsSequence = true, bool ordersInstants = false)
    {
        string sequence = levels.Sequence is null ? "" : ", " + Column(levels.Sequence) + " AS sequence_no";
        string at = ZoneTime.InstantOf(dialect, levels.At.Zone, "at_stored", limit);
        string read = $"""
            WITH rm_read AS {Once}(
              SELECT {Column(levels.Customer)} AS customer_key, {Column(levels.Subscription)} AS subscription_key, {Stored(levels.At, ordersInstants)} AS at_stored,
                     {Amount(levels.Amount)} AS amount{sequence}{ReadSegments()}{Fence}
              FROM {levels.Table.In(dialect)} AS rm_t{BeforeLimit(levels.At, limit)}
            ),
            rm_src AS {Once}(
              SELECT customer_key, subscription_key, {Segment}{at} AS at_time, amount{(levels.Sequence is null ? "" : ", sequence_no")}{Fence}
              FROM rm_read{Before(levels.At, at, limit)}
            )
            """;
        return levels.Sequence is null || !followsSequence
            ? read.Replace("rm_src AS ", "rm_latest AS ", StringComparison.Ordinal)
            : $"""
            {read},
            rm_ranked AS (
              SELECT customer_key, subscription_key, {Segment}at_time, amount,
                     LEAD(at_time) OVER (PARTITION BY customer_key, subscription_key ORDER BY at_time, sequence_no) AS next_at
              FROM rm_src
            ),
            rm_latest AS (
              SELECT customer_key, subscription_key, {Segment}at_time, amount
              FROM rm_ranked
              WHERE next_at IS NULL OR next_at > at_time
            )
            """;
    }

    /// <summary>Intervals: customer_key, start_at, end_at and amount.</summary>
    /// <param name="intervals">The source.</param>
    /// <param name="limit">The end of the times that matter, in microseconds; all do without it.</param>
    public string Spans(SqlIntervals intervals, long? limit)
    {
        string start = ZoneTime.InstantOf(dialect, intervals.Start.Zone, "start_stored", limit), end = ZoneTime.InstantOf(dialect, intervals.End.Zone, "end_stored", limit);
        return $"""
            WITH rm_read AS {Once}(
              SELECT {Column(intervals.Customer)} AS customer_key, {intervals.Start.Stored(dialect, Column(intervals.Start.Column))} AS start_stored,
                     {intervals.End.StoredEnd(dialect, Column(intervals.End.Column))} AS end_stored, {Amount(intervals.Amount)} AS amount{ReadSegments()}{Fence}
              FROM {intervals.Table.In(dialect)} AS rm_t
            ),
            rm_spans AS {Once}(
              SELECT customer_key, {Segment}{start} AS start_at, {end} AS end_at, amount{Fence}
              FROM rm_read
            )
            """;
    }

    /// <summary>Ends of intervals: customer_key, at_time, amount, and whether the row is a start. An interval that ends where it starts has none.</summary>
    /// <param name="intervals">The source.</param>
    /// <param name="limit">The end of the times that are read, in microseconds; all are read without it.</param>
    private string Intervals(SqlIntervals intervals, long? limit)
    {
        const string At = "CASE WHEN rm_starts = 1 THEN start_at ELSE end_at END";
        return $"""
            {Spans(intervals, limit)},
            rm_two AS (
              SELECT 1 AS rm_starts UNION ALL SELECT 0 AS rm_starts
            ),
            rm_ends AS {Once}(
              SELECT customer_key, {Segment}{At} AS at_time, amount, rm_starts{Fence}
              FROM rm_spans CROSS JOIN rm_two
              WHERE (end_at IS NULL OR end_at > start_at) AND {At} {(limit is { } bound ? string.Create(CultureInfo.InvariantCulture, $"< {bound}") : "IS NOT NULL")}
            )
            """;
    }

    /// <summary>Rows of orders: customer_key, at_time and amount.</summary>
    public string Orders(SqlOrders orders, long? limit)
    {
        string at = ZoneTime.InstantOf(dialect, orders.At.Zone, "at_stored", limit);
        return $"""
            WITH rm_read AS {Once}(
              SELECT {Column(orders.Customer)} AS customer_key, {orders.At.Stored(dialect, Column(orders.At.Column))} AS at_stored, {Amount(orders.Amount)} AS amount{ReadSegments()}{Fence}
              FROM {orders.Table.In(dialect)} AS rm_t{BeforeLimit(orders.At, limit)}
            ),
            rm_src AS {Once}(
              SELECT customer_key, {Segment}{at} AS at_time, amount{Fence}
              FROM rm_read{Before(orders.At, at, limit)}
            )
            """;
    }

    /// <summary>Steps of revenue: customer_key, at_time, delta, paid_at and fell_at, with columns that say in which interval the step is.</summary>
    /// <param name="limit">The end of the times that are read, in microseconds; all are read without it.</param>
    /// <param name="intervals">Expressions over at_time, with their names.</param>
    public string Steps(long? limit, params ReadOnlySpan<(TimeFunction Function, string Name)> intervals)
    {
        string places = Places(isInstant: false, intervals);
        return source is SqlIntervals spans
            ? $"""
            {Intervals(spans, limit)},
            rm_steps AS (
              SELECT customer_key, {Segment}at_time, {places}
                     CASE WHEN rm_starts = 1 THEN amount ELSE - amount END AS delta,
                     CASE WHEN rm_starts = 1 AND amount > 0 THEN at_time END AS paid_at,
                     CASE WHEN rm_starts = 0 AND amount > 0 THEN at_time END AS fell_at
              FROM rm_ends
            )
            """
            : $"""
            {Levels((SqlLevels)source, limit)},
            rm_follow AS (
              SELECT customer_key, {Segment}at_time, amount,
                     COALESCE(LAG(amount) OVER (PARTITION BY customer_key, subscription_key ORDER BY at_time), 0) AS amount_before
              FROM rm_latest
            ),
            rm_steps AS (
              SELECT customer_key, {Segment}at_time, {places}
                     amount - amount_before AS delta,
                     CASE WHEN amount > 0 THEN at_time END AS paid_at,
                     CASE WHEN amount = 0 AND amount_before > 0 THEN at_time END AS fell_at
              FROM rm_follow
            )
            """;
    }

    /// <summary>Steps of revenue that change something: customer_key, at_time and delta, with columns that say in which interval the step is. The first of a customer is their first payment.</summary>
    /// <remarks>The time is for comparisons: microseconds, or instants as the engine stores them.</remarks>
    /// <param name="limit">The end of the times that are read, in microseconds.</param>
    /// <param name="intervals">Expressions over at_time, with their names.</param>
    public string Changes(long limit, params ReadOnlySpan<(TimeFunction Function, string Name)> intervals)
    {
        string places = Places(source is SqlLevels { At: var at } && Compares(at), intervals);
        return source is SqlIntervals spans
            ? $"""
            {Intervals(spans, limit)},
            rm_steps AS (
              SELECT customer_key, {Segment}at_time, {places} CASE WHEN rm_starts = 1 THEN amount ELSE - amount END AS delta
              FROM rm_ends
              WHERE amount <> 0
            )
            """
            : $"""
            {Levels((SqlLevels)source, limit, ordersInstants: true)},
            rm_follow AS (
              SELECT customer_key, {Segment}at_time, amount,
                     COALESCE(LAG(amount) OVER (PARTITION BY customer_key, subscription_key ORDER BY at_time), 0) AS amount_before
              FROM rm_latest
            ),
            rm_steps AS (
              SELECT customer_key, {Segment}at_time, {places} amount - amount_before AS delta
              FROM rm_follow
              WHERE amount <> amount_before
            )
            """;
    }

    /// <summary>Orders with columns that say in which interval each is.</summary>
    public string OrderSteps(long? limit, params ReadOnlySpan<(TimeFunction Function, string Name)> intervals)
    {
        string places = Places(isInstant: false, intervals);
        return $"""
            {Orders((SqlOrders)source, limit)},
            rm_orders AS (
              SELECT customer_key, {Segment}{places} at_time, amount
              FROM rm_src
            )
            """;
    }

    /// <summary>The amount of a row in millionths.</summary>
    public string Amount(SqlAmount amount)
    {
        string text = amount.Stored(dialect, Column(amount.Column));
        if (amount.FactorColumn is { } factor)
        {
            text = string.Concat(text, " * ", dialect.BigInteger(Column(factor)));
        }

        long constant = amount.ConstantFactor(source.Currency);
        return constant == 1 ? text : string.Create(CultureInfo.InvariantCulture, $"{text} * {dialect.BigInteger(constant.ToString(CultureInfo.InvariantCulture))}");
    }

    /// <summary>The segment columns of a read, each with a comma before it.</summary>
    public string ReadSegments() => string.Concat(segments.Select((segment, index) => string.Create(CultureInfo.InvariantCulture, $", {dialect.Text(Column(segment))} AS segment_{index + 1}")));

    /// <summary>The statement that finds the segments of all rows.</summary>
    public string AllSegments() => string.Concat("SELECT DISTINCT", ReadSegments()[1..], "\nFROM ", source.Table.In(dialect), " AS rm_t");

    private string Places(bool isInstant, ReadOnlySpan<(TimeFunction Function, string Name)> intervals)
    {
        var time = new TimeColumn(dialect, "at_time", isInstant);
        var text = new System.Text.StringBuilder();
        foreach ((TimeFunction function, string name) in intervals)
        {
            text.Append(dialect.BigInteger(function.Of(time))).Append(" AS ").Append(name).Append(',');
        }

        return text.ToString();
    }

    /// <summary>The microseconds as stored, or the instant as stored.</summary>
    private string Stored(SqlTime time, bool isInstant) =>
        isInstant && Compares(time) ? dialect.OrderedInstant(Column(time.Column)) : time.Stored(dialect, Column(time.Column));

    /// <summary>The rows before a limit, where the engine compares the column itself: so the planner knows how many there are.</summary>
    private string BeforeLimit(SqlTime time, long? limit) => limit is { } bound && Compares(time)
        ? "\n  WHERE " + new TimeColumn(dialect, dialect.OrderedInstant(Column(time.Column)), IsInstant: true).IsBefore(bound)
        : "";

    private string Before(SqlTime time, string at, long? limit) => limit is { } bound && !Compares(time) ? "\n  WHERE " + new TimeColumn(dialect, at).IsBefore(bound) : "";

    private bool Compares(SqlTime time) => time.IsInstant && dialect.ComparesInstants;
}
