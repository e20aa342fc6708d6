namespace Retention.Metrics.Sql;

/// <summary>A statement that failed: the connection broke, time ran out, a table is missing or a sum does not fit into 64 bits.</summary>
/// <remarks>Neither message nor statement holds a connection string.</remarks>
public sealed class SqlQueryException : Exception
{
    internal SqlQueryException(string message, string sql, Exception? inner)
        : base(message, inner)
    {
        Sql = sql;
    }

    /// <summary>The statement.</summary>
    public string Sql { get; }
}
