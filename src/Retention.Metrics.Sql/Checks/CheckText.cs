using System.Globalization;

namespace Retention.Metrics.Sql.Checks;

/// <summary>The statements that count what cannot be true in a source, and those that list it.</summary>
internal sealed class CheckText
{
    private const long LargestFactor = 1_000_000;

    private readonly SqlSource source;
    private readonly SourceText text;
    private readonly SqlDialect dialect;
    private readonly string from;
    private readonly KeyKind customerKind;
    private readonly KeyKind subscriptionKind;

    /// <summary>The statements for a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="kinds">How its keys are read: the customer's and, where there is one, the subscription's.</param>
    public CheckText(SqlSource source, KeyKind[] kinds)
    {
        this.source = source;
        customerKind = kinds[0];
        subscriptionKind = kinds[^1];
        text = new SourceText(source, []);
        dialect = source.Database.Dialect;
        from = string.Concat("FROM ", source.Table.In(dialect), " AS rm_t");
        Rows = RowConditions();
    }

    /// <summary>The columns with keys: the customer's and, where there is one, the subscription's.</summary>
    public static string[] KeysOf(SqlSource source) => ColumnsOf(source).Subscription is { } subscription ? [source.Customer, subscription] : [source.Customer];

    /// <summary>What can be said of each row alone.</summary>
    public IReadOnlyList<(SqlFindingKind Kind, string Condition)> Rows { get; }

    private (SqlTime At, SqlTime? End, SqlAmount Amount, string? Subscription) Columns => ColumnsOf(source);

    private static (SqlTime At, SqlTime? End, SqlAmount Amount, string? Subscription) ColumnsOf(SqlSource source) => source switch
    {
        SqlLevels levels => (levels.At, null, levels.Amount, levels.Subscription),
        SqlIntervals intervals => (intervals.Start, intervals.End, intervals.Amount, intervals.Subscription),
        _ => (((SqlOrders)source).At, null, ((SqlOrders)source).Amount, null),
    };

    /// <summary>The number of rows, and how many meet each condition.</summary>
    public string CountRows() => $"""
        WITH {RowsRead()}
        SELECT CAST(COUNT(*) AS BIGINT) AS row_count{string.Concat(Rows.Select(row => $",\n       CAST(COUNT(CASE WHEN {row.Condition} THEN 1 END) AS BIGINT) AS n_{row.Kind}"))}
        FROM rm_rows
        """;

    /// <summary>The rows that meet a condition.</summary>
    public Listing Row(SqlFindingKind kind, string condition) => new(kind, "WITH " + RowsRead(), $"""
        SELECT {dialect.Text("customer_key")} AS customer, {(Columns.Subscription is null ? "NULL" : dialect.Text("subscription_key"))} AS subscription, at_stored, {dialect.Text("amount_given")} AS amount
        FROM rm_rows
        WHERE {condition}
        """);

    /// <summary>What can be said of rows together: the statement lists it.</summary>
    /// <param name="segments">The segment columns of the answer.</param>
    public IEnumerable<Listing> Together(string[] segments)
    {
        if (source is SqlLevels levels)
        {
            string sequence = levels.Sequence is null ? "" : ", sequence_no", ofLast = levels.Sequence is null ? "" : " AND sequence_no = sequence_before";
            string before = levels.Sequence is null ? "" : $",\n         LAG(sequence_no) OVER (PARTITION BY customer_key, subscription_key ORDER BY at_time, sequence_no) AS sequence_before";
            string rows = text.Levels(levels, limit: null, followsSequence: false);
            yield return new(SqlFindingKind.TwoLevelsAtOneInstant, $"""
                {rows},
                rm_neighbors AS (
                  SELECT customer_key, subscription_key, at_time, amount{sequence},
                         LAG(at_time) OVER (PARTITION BY customer_key, subscription_key ORDER BY at_time{sequence}) AS at_before,
                         LAG(amount) OVER (PARTITION BY customer_key, subscription_key ORDER BY at_time{sequence}) AS amount_before{before}
                  FROM rm_latest
                )
                """, $"""
                SELECT {dialect.Text("customer_key")} AS customer, {dialect.Text("subscription_key")} AS subscription, at_time, {dialect.Text("amount")} AS amount
                FROM rm_neighbors
                WHERE at_time = at_before{ofLast} AND amount <> amount_before
                """);
        }

        if (Columns.Subscription is { } subscription && !string.Equals(subscription, source.Customer, StringComparison.Ordinal))
        {
            // Numbers are compared as such; engines have no least UUID.
            string key = text.Column(subscription), customer = (customerKind == KeyKind.Number ? KeyKind.Number : KeyKind.Text).Select(dialect, text.Column(source.Customer));
            yield return new(SqlFindingKind.SubscriptionOfTwoCustomers, $"""
                WITH rm_holders AS (
                  SELECT {key} AS subscription_key, MIN({customer}) AS first_customer, MAX({customer}) AS last_customer
                  {from}
                  GROUP BY {key}
                )
                """, $"""
                SELECT {dialect.Text("first_customer")} AS customer, {dialect.Text("subscription_key")} AS subscription, NULL AS at_time, {dialect.Text("last_customer")} AS amount
                FROM rm_holders
                WHERE subscription_key IS NOT NULL AND first_customer <> last_customer
                """);
        }

        if (source is SqlIntervals { Subscription: { } ofSpan } intervals)
        {
            string start = ZoneTime.InstantOf(dialect, intervals.Start.Zone, "start_stored"), end = ZoneTime.InstantOf(dialect, intervals.End.Zone, "end_stored");
            yield return new(SqlFindingKind.OverlappingIntervals, $"""
                WITH rm_read AS (
                  SELECT {text.Column(source.Customer)} AS customer_key, {text.Column(ofSpan)} AS subscription_key, {intervals.Start.Stored(dialect, text.Column(intervals.Start.Column))} AS start_stored,
                         {intervals.End.StoredEnd(dialect, text.Column(intervals.End.Column))} AS end_stored, {text.Column(intervals.Amount.Column)} AS amount
                  {from}
                ),
                rm_spans AS (
                  SELECT customer_key, subscription_key, {start} AS start_at, COALESCE({end}, {long.MaxValue.ToString(CultureInfo.InvariantCulture)}) AS end_at, amount
                  FROM rm_read
                ),
                rm_before AS (
                  SELECT customer_key, subscription_key, start_at, amount,
                         MAX(end_at) OVER (PARTITION BY subscription_key ORDER BY start_at, end_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS end_before
                  FROM rm_spans
                  WHERE end_at > start_at
                )
                """, $"""
                SELECT {dialect.Text("customer_key")} AS customer, {dialect.Text("subscription_key")} AS subscription, start_at AS at_time, {dialect.Text("amount")} AS amount
                FROM rm_before
                WHERE start_at < end_before
                """);
        }

        if (segments.Length > 0)
        {
            string customer = text.Column(source.Customer);
            string differs = string.Join(" OR ", segments.Select(column => $"MIN(COALESCE({dialect.Text(text.Column(column))}, '')) <> MAX(COALESCE({dialect.Text(text.Column(column))}, ''))"));
            yield return new(SqlFindingKind.CustomerInTwoSegments, "", $"""
                SELECT {dialect.Text(customer)} AS customer, NULL AS subscription, NULL AS at_time, MAX(COALESCE({dialect.Text(text.Column(segments[0]))}, '')) AS amount
                {from}
                GROUP BY {customer}
                HAVING {differs}
                """);
        }
    }

    private string RowsRead()
    {
        (SqlTime at, SqlTime? end, SqlAmount amount, string? subscription) = Columns;
        string given = text.Column(amount.Column), key = text.Column(source.Customer);
        return $"""
            rm_rows AS (
              SELECT {key} AS customer_key, {text.Column(at.Column)} AS at_given, {at.Stored(dialect, text.Column(at.Column))} AS at_stored, {given} AS amount_given, {amount.Stored(dialect, given)} AS amount_stored
                     {(subscription is null ? "" : $", {text.Column(subscription)} AS subscription_key")}
                     {(end is null ? "" : $", {end.StoredEnd(dialect, text.Column(end.Column))} AS end_stored, {end.GivenEnd(dialect, text.Column(end.Column))} AS end_given")}
                     {(amount.FactorColumn is { } factor ? $", {dialect.BigInteger(text.Column(factor))} AS factor" : "")}
                     {(source.CurrencyColumn is { } currency ? $", {dialect.Text(text.Column(currency))} AS currency" : "")}
              {from}
            )
            """;
    }

    private List<(SqlFindingKind Kind, string Condition)> RowConditions()
    {
        (SqlTime at, SqlTime? end, SqlAmount amount, string? subscription) = Columns;
        bool hasFactor = amount.FactorColumn is not null;
        string missing = $"{IsMissing("customer_key", customerKind)} OR at_stored IS NULL OR amount_given IS NULL";
        missing += subscription is null ? "" : " OR " + IsMissing("subscription_key", subscriptionKind);
        missing += hasFactor ? " OR factor IS NULL" : "";
        missing += end is null ? "" : " OR (end_given IS NOT NULL AND end_stored IS NULL)";
        missing += at.IsNoNumber(dialect, "at_given") + (end is null ? "" : end.IsNoNumber(dialect, "end_given"));
        missing += source.CurrencyColumn is null ? "" : " OR currency IS NULL";
        long constant = amount.ConstantFactor(source.Currency);
        string largest = (long.MaxValue / constant).ToString(CultureInfo.InvariantCulture);
        string tooLarge = hasFactor
            ? string.Create(CultureInfo.InvariantCulture, $"factor > {LargestFactor} OR CASE WHEN factor > 0 AND factor <= {LargestFactor} THEN amount_stored > {dialect.WholeDivision(largest, "factor")} ELSE amount_stored > {largest} END")
            : $"amount_stored > {largest}";
        string times = OutOfRange(at, "at_stored") + (end is null ? "" : " OR " + OutOfRange(end, "end_stored"));
        List<(SqlFindingKind, string)> conditions =
        [
            (SqlFindingKind.MissingValue, missing),
            (SqlFindingKind.NegativeAmount, "amount_stored < 0" + (hasFactor ? " OR factor < 0" : "")),
            (SqlFindingKind.AmountTooLarge, tooLarge),
            (SqlFindingKind.InexactAmount, amount.IsInexact("amount_given", "amount_stored")),
            (SqlFindingKind.TimeOutOfRange, times),
        ];
        if (source.CurrencyColumn is not null)
        {
            conditions.Add((SqlFindingKind.OtherCurrency, $"currency <> {dialect.Literal(source.Currency.Code)}"));
        }

        if (end is not null)
        {
            string start = ZoneTime.InstantOf(dialect, at.Zone, "at_stored"), finish = ZoneTime.InstantOf(dialect, end.Zone, "end_stored");
            conditions.Add((SqlFindingKind.EndsBeforeStart, $"{finish} < {start}"));
        }

        return conditions;
    }

    // A number or a UUID is never blank, and a text of it takes longer to make than all other conditions to compare.
    private string IsMissing(string key, KeyKind kind) => kind == KeyKind.Text ? $"{key} IS NULL OR TRIM({dialect.Text(key)}) = ''" : $"{key} IS NULL";

    // The offsets of local times are looked up from 1970 to 2099, and a time far beyond is a mistake in any column.
    private static string OutOfRange(SqlTime time, string column) => time.Zone is null
        ? $"{column} < {MicrosecondsOf(1900)} OR {column} >= {MicrosecondsOf(2200)}"
        : $"{column} < {MicrosecondsOf(1970)} OR {column} >= {MicrosecondsOf(2100)}";

    private static string MicrosecondsOf(int year) => (NodaTime.Instant.FromUtc(year, 1, 2, 0, 0).ToUnixTimeTicks() / 10).ToString(CultureInfo.InvariantCulture);

    /// <summary>A statement that lists what cannot be true.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="With">The common table expressions.</param>
    /// <param name="Select">The columns customer, subscription, time and one more.</param>
    internal readonly record struct Listing(SqlFindingKind Kind, string With, string Select)
    {
        public string Text => With.Length == 0 ? Select : string.Concat(With, "\n", Select);

        public string Count => string.Concat(With, "\nSELECT CAST(COUNT(*) AS BIGINT) FROM (\n", Select, "\n) AS rm_found");
    }
}
