using NodaTime;

namespace Retention.Metrics.Sql;

/// <summary>A column with a time, and how it is stored.</summary>
/// <remarks>Times are read to the microsecond; what is finer is rounded down or, where the engine does so, rounded.</remarks>
/// <example><code>
/// SqlTime instant = SqlTime.Instant("at");                                           // timestamp with time zone
/// SqlTime local = SqlTime.Local("at", DateTimeZoneProviders.Tzdb["Europe/Berlin"]);  // timestamp on the clocks of Berlin
/// SqlTime number = SqlTime.UnixMilliseconds("at_ms");                                // an integer
/// </code></example>
public sealed class SqlTime
{
    private readonly Kind kind;
    private readonly long unit;

    private SqlTime(string column, Kind kind, DateTimeZone? zone = null, long unit = 1)
    {
        SqlTable.RequireIdentifier(column, nameof(column));
        Column = column;
        Zone = zone;
        this.kind = kind;
        this.unit = unit;
    }

    private enum Kind
    {
        Instant,
        Local,
        Date,
        Integer,
    }

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>The zone of a local time or date; <see langword="null"/> for instants.</summary>
    public DateTimeZone? Zone { get; }

    /// <summary>An instant: <c>timestamp with time zone</c>, a <c>timestamp</c> in UTC, or in SQLite a text of ISO 8601 in UTC or with an offset.</summary>
    /// <param name="column">The column.</param>
    public static SqlTime Instant(string column) => new(column, Kind.Instant);

    /// <summary>A <c>timestamp</c> without a zone, as the clocks of a zone show it. A time that occurs twice is the earlier one; one that is left out is as much later as the gap is long.</summary>
    /// <param name="column">The column.</param>
    /// <param name="zone">The zone.</param>
    public static SqlTime Local(string column, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new SqlTime(column, Kind.Local, zone);
    }

    /// <summary>A date: the start of the day in a zone.</summary>
    /// <param name="column">The column.</param>
    /// <param name="zone">The zone.</param>
    public static SqlTime Date(string column, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new SqlTime(column, Kind.Date, zone);
    }

    /// <summary>An integer: seconds since 1970-01-01T00:00Z.</summary>
    /// <param name="column">The column.</param>
    public static SqlTime UnixSeconds(string column) => new(column, Kind.Integer, unit: 1_000_000);

    /// <summary>An integer: milliseconds since 1970-01-01T00:00Z.</summary>
    /// <param name="column">The column.</param>
    public static SqlTime UnixMilliseconds(string column) => new(column, Kind.Integer, unit: 1_000);

    /// <summary>An integer: microseconds since 1970-01-01T00:00Z.</summary>
    /// <param name="column">The column.</param>
    public static SqlTime UnixMicroseconds(string column) => new(column, Kind.Integer);

    /// <summary>Whether the column has instants of the engine.</summary>
    internal bool IsInstant => kind == Kind.Instant;

    /// <summary>The microseconds as stored: since 1970 in UTC, or on the clocks of <see cref="Zone"/>.</summary>
    internal string Stored(SqlDialect dialect, string expression) => kind switch
    {
        Kind.Instant => dialect.MicrosecondsOfInstant(expression),
        Kind.Local => dialect.MicrosecondsOfLocalTime(expression),
        Kind.Date => dialect.MicrosecondsOfDate(expression),
        _ => unit == 1 ? dialect.BigInteger(expression) : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({dialect.BigInteger(expression)} * {unit})"),
    };

    /// <summary>The microseconds of an end as stored; none where it is infinite.</summary>
    internal string StoredEnd(SqlDialect dialect, string expression) => Stored(dialect, GivenEnd(dialect, expression));

    /// <summary>The column of an end; none where it is infinite.</summary>
    internal string GivenEnd(SqlDialect dialect, string expression) => kind == Kind.Integer ? expression : dialect.FiniteEnd(expression);

    /// <summary>The condition, behind others, that a value is a text instead of a number, which a cast would make 0; nothing where the column has a type.</summary>
    internal string IsNoNumber(SqlDialect dialect, string given) => kind == Kind.Integer && !dialect.HasTypedColumns ? string.Concat(" OR CAST(", given, " AS REAL) <> ", given) : "";

    /// <summary>The column, and how it is stored.</summary>
    public override string ToString() => Zone is null ? FormattableString.Invariant($"{Column} ({kind})") : FormattableString.Invariant($"{Column} ({kind}, {Zone.Id})");
}
