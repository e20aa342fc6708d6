using System.Globalization;

namespace Retention.Metrics.Sql.Texts;

/// <summary>A column of times within a statement: whole microseconds since 1970, or instants as the engine stores them.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Name">The name of the column.</param>
/// <param name="IsInstant">Whether the column has instants of the engine, which are compared with literals and become integers only where one is needed.</param>
internal readonly record struct TimeColumn(SqlDialect Dialect, string Name, bool IsInstant = false)
{
    /// <summary>The time in microseconds.</summary>
    public string Microseconds => IsInstant ? Dialect.MicrosecondsOfInstant(Name) : Name;

    /// <summary>The condition that the time is before a bound in microseconds.</summary>
    public string IsBefore(long bound) => string.Concat(Name, " < ", IsInstant ? Dialect.UntypedLiteral(bound) : Number(bound));

    /// <summary>How many of some rising bounds in microseconds are at or before the time; nothing where the engine has no search of its own.</summary>
    public string? Passed(long[] bounds) => Dialect.PassedBounds(Name, bounds, IsInstant);

    private static string Number(long bound) => bound.ToString(CultureInfo.InvariantCulture);
}
