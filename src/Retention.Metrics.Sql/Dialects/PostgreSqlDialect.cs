using System.Globalization;
using NodaTime;
using NodaTime.Calendars;
using NodaTime.Text;

namespace Retention.Metrics.Sql.Dialects;

/// <summary>PostgreSQL.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    // Its timestamps begin in 4713 BC.
    private const int FirstYear = -4700;

    // Where an infinite time is in microseconds: out of range, and far enough from the ends of 64 bits for the offset of a zone.
    private const string OutOfRange = "4611686018427387904";

    private static readonly LocalDateTimePattern Untyped = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm:ss;FFFFFF");

    public override string Name => "PostgreSQL";

    // A longer name is cut off with a notice, and may then be that of another table.
    public override int LongestIdentifier => 63;

    // An expression with a volatile function is computed before those above it, and its rows are written to a file, as with MATERIALIZED.
    public override string VolatileExpression => "clock_timestamp()";

    internal override bool CopiesShortExpressions => false;

    internal override bool ComparesInstants => true;

    // EXTRACT is exact, but numeric takes several times as long as float8. In float8 the seconds are rounded once and their product with a million a second time: together by less than half a
    // microsecond where the seconds are below 2^32, that is until 2106.
    public override string MicrosecondsOfInstant(string expression) => $"""
        CASE WHEN {expression} >= '1900-01-01 00:00:00+00' AND {expression} < '2100-01-01 00:00:00+00' THEN {BigInteger($"date_part('epoch', {expression}) * 1000000")}
             WHEN isfinite({expression}) THEN {BigInteger($"EXTRACT(EPOCH FROM {expression}) * 1000000")}
             WHEN {expression} > '2100-01-01 00:00:00+00' THEN {OutOfRange} WHEN {expression} < '1900-01-01 00:00:00+00' THEN -{OutOfRange} END
        """;

    internal override string FiniteEnd(string expression) => string.Concat("NULLIF(", expression, ", 'infinity')");

    public override string Text(string expression) => BuiltInCast(expression, "TEXT");

    public override string Millionths(string expression) => BigInteger(string.Concat(BuiltInCast(expression, "NUMERIC(24, 6)"), " * 1000000"));

    // Nothing is known here about the type of a column. The sum is never computed, but gives the type: a timestamp with or without a zone stays the column that it is, with its statistics for the
    // planner; a date becomes a timestamp, and a text is an error.
    internal override string OrderedInstant(string expression) => $"CASE WHEN TRUE THEN {expression} ELSE {expression} + INTERVAL '0' END";

    // A timestamp without a zone is one in UTC, and ignores the offset.
    internal override string UntypedLiteral(long microseconds) => string.Concat("'", UntypedText(microseconds), "'");

    // A search in C, in one call. Branches are a call for each comparison, and a long text, which takes long to compile.
    internal override string? PassedBounds(string time, long[] bounds, bool isInstant) =>
        string.Concat("width_bucket(", time, ", '{", string.Join(',', bounds.Select(bound => isInstant ? UntypedText(bound) : bound.ToString(CultureInfo.InvariantCulture))), isInstant ? "}')" : "}'::BIGINT[])");

    internal override string Element(long[] values, string index) =>
        string.Concat("('{", string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture))), "}'::BIGINT[])[", index, " + 1]");

    private static string UntypedText(long microseconds)
    {
        long last = Instant.MaxValue.ToUnixTimeTicks() / 10;
        LocalDateTime utc = Instant.FromUnixTimeTicks(Math.Min(microseconds, last) * 10).InUtc().LocalDateTime;
        return utc.Year < FirstYear ? "-infinity" : string.Concat(Untyped.Format(utc), "+00", utc.Era == Era.BeforeCommon ? " BC" : "");
    }
}
