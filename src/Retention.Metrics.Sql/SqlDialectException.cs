namespace Retention.Metrics.Sql;

/// <summary>A dialect with answers that differ from those of the engine in memory.</summary>
public sealed class SqlDialectException : Exception
{
    internal SqlDialectException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
