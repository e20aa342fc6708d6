namespace Retention.Metrics.Sql.Dialects;

/// <summary>DuckDB: <c>/</c> divides into fractions, and <c>at</c> is a keyword, so that every name is quoted.</summary>
internal sealed class DuckDbDialect : SqlDialect
{
    public override string Name => "DuckDB";

    public override string MaterializedKeyword => "MATERIALIZED";

    // A materialized expression takes 24 bytes a row, twice.
    internal override bool CopiesShortExpressions => false;

    public override string MicrosecondsOfInstant(string expression) => string.Concat("epoch_us(", expression, ")");

    internal override string FiniteEnd(string expression) => string.Concat("NULLIF(", expression, ", 'infinity')");

    public override string WholeDivision(string dividend, string divisor) => string.Concat("((", dividend, ") // (", divisor, "))");
}
