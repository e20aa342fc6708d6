using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Sql.Dialects;

/// <summary>SQLite: times are texts, and a value has a type of its own whatever the column says.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public override string Name => "SQLite";

    public override bool HasTypedColumns => false;

    public override string MaterializedKeyword => "MATERIALIZED";

    public override string Literal(Instant instant) => Literal(TextOf(instant) + "Z");

    public override string Literal(LocalDateTime time) => Literal(TextOf(time));

    public override string Literal(LocalDate date) => Literal(LocalDatePattern.Iso.Format(date));

    // Its own functions round to milliseconds. The seconds are read from the first 19 characters and the offset, and up to six digits behind the point from the rest.
    // A text that is no time gives no value.
    public override string MicrosecondsOfInstant(string expression)
    {
        string fraction = $"CASE WHEN substr({expression}, 20, 1) = '.' THEN CAST(CAST('0.' || substr({expression}, 21, 6) AS REAL) * 1000000 + 0.5 AS INTEGER) ELSE 0 END";
        string offset = $"CASE WHEN length({expression}) > 19 AND substr({expression}, -6, 1) IN ('+', '-') THEN substr({expression}, -6) ELSE '' END";
        return $"(CAST(strftime('%s', substr({expression}, 1, 19) || {offset}) AS INTEGER) * 1000000 + {fraction})";
    }

    public override string MicrosecondsOfDate(string expression) => $"(CAST(strftime('%s', substr({expression}, 1, 10)) AS INTEGER) * 1000000)";

    public override string Millionths(string expression) => BigInteger($"ROUND({expression} * 1000000)");

    public override string BigInteger(string expression) => BuiltInCast(expression, "INTEGER");

    public override string Text(string expression) => BuiltInCast(expression, "TEXT");
}
