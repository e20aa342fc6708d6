namespace Retention.Metrics.Sql.Dialects;

/// <summary>PostgreSQL.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string Name => "PostgreSQL";

    // A longer name is cut off with a notice, and may then be that of another table.
    public override int LongestIdentifier => 63;

    // MATERIALIZED would do it too, but writes all rows to a file, and Citus would collect them on one machine. This function is parallel safe.
    public override string VolatileExpression => "clock_timestamp()";

    // EXTRACT is exact: it returns numeric from version 14 on.
    public override string MicrosecondsOfInstant(string expression) => BigInteger(string.Concat("EXTRACT(EPOCH FROM ", expression, ") * 1000000"));

    public override string Text(string expression) => BuiltInCast(expression, "TEXT");

    public override string Millionths(string expression) => BigInteger(string.Concat(BuiltInCast(expression, "NUMERIC(24, 6)"), " * 1000000"));
}
