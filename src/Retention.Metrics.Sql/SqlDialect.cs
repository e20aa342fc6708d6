using System.Data.Common;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Sql;

/// <summary>What differs from one database engine to another in the SQL of this package.</summary>
/// <remarks>
/// <para>The queries need common table expressions, window functions with written frames, <c>CASE</c>, <c>UNION ALL</c> and 64-bit integers. Times are compared as whole
/// microseconds since 1970, amounts as whole millionths: both are integers, so engines cannot differ in time zones or rounding. A dialect says how a column becomes one.</para>
/// <para><see cref="DuckDb"/>, <see cref="PostgreSql"/> and <see cref="Sqlite"/> are tested: their answers equal those of the engine in memory on random data.
/// For another engine, derive from this class, override what differs and call <see cref="VerifyAsync"/>, which compares the answers of a small fixture. An engine for
/// which it was not called is not supported.</para>
/// </remarks>
/// <example><code>
/// public sealed class MyDialect : SqlDialect
/// {
///     public override string Name =&gt; "MyEngine";
///
///     public override string MicrosecondsOfInstant(string expression) =&gt; $"to_unix_micros({expression})";
/// }
/// </code></example>
public abstract class SqlDialect
{
    private static readonly InstantPattern InstantText = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.ffffff");
    private static readonly LocalDateTimePattern LocalText = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.ffffff");

    /// <summary>DuckDB, and with it files of Parquet, CSV and JSON.</summary>
    public static SqlDialect DuckDb { get; } = new DuckDbDialect();

    /// <summary>PostgreSQL 14 or later. The statements are written so that Citus can run them on its workers; call <see cref="VerifyAsync"/> there.</summary>
    public static SqlDialect PostgreSql { get; } = new PostgreSqlDialect();

    /// <summary>SQLite 3.35 or later. Times are texts of ISO 8601 in UTC or with an offset, or integers.</summary>
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>The name of the engine, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>The most bytes of an identifier in UTF-8; more would be cut off or refused by the engine. No limit by default.</summary>
    public virtual int LongestIdentifier => int.MaxValue;

    /// <summary>Whether every value of a column has the type of the column, so that keys can be read as numbers. True by default; false for SQLite.</summary>
    public virtual bool HasTypedColumns => true;

    /// <summary>The keyword after <c>AS</c> of a common table expression with columns that must be computed once and not where they are used: <c>MATERIALIZED</c>. None by default.</summary>
    /// <remarks>Without it an engine may copy the expression of a time into each comparison of a search for its period, and that for each time of a search for its offset.</remarks>
    public virtual string MaterializedKeyword => "";

    /// <summary>A volatile expression that stops an engine from merging such an expression into those above it, where it has no keyword that does only that. None by default.</summary>
    public virtual string VolatileExpression => "";

    /// <summary>Whether the engine copies also the short expression of an instant into its uses; false where it computes a projection once and only long searches for an offset must be kept apart.</summary>
    internal virtual bool CopiesShortExpressions => true;

    /// <summary>Whether a literal takes the type of the instant that it is compared with, so that instants need not become integers where only their order matters.</summary>
    internal virtual bool ComparesInstants => false;

    /// <summary>An instant as the engine stores it, and an error for an expression that is none.</summary>
    internal virtual string OrderedInstant(string expression) => expression;

    /// <summary>A date or time at which something ends, where one that is infinite is none.</summary>
    internal virtual string FiniteEnd(string expression) => expression;

    /// <summary>An instant in microseconds as a literal that takes the type of the other side of a comparison.</summary>
    internal virtual string UntypedLiteral(long microseconds) => throw new NotSupportedException($"{Name} does not compare instants.");

    /// <summary>How many of some rising bounds in microseconds are at or before a time; nothing where the engine has no search of its own.</summary>
    /// <param name="time">The time: microseconds or an instant.</param>
    /// <param name="bounds">The bounds.</param>
    /// <param name="isInstant">Whether the time is an instant as the engine stores it.</param>
    internal virtual string? PassedBounds(string time, long[] bounds, bool isInstant) => null;

    /// <summary>One of some integers, by its index from 0. Engines with <see cref="PassedBounds"/> have it.</summary>
    internal virtual string Element(long[] values, string index) => throw new NotSupportedException($"{Name} has no lists.");

    /// <summary>Quotes an identifier: <c>"order"</c>. Quotes within it are doubled.</summary>
    /// <param name="identifier">The name as it is, without quotes.</param>
    /// <exception cref="ArgumentException">The name is blank, holds a control character, or is longer than the engine allows.</exception>
    public virtual string Quote(string identifier)
    {
        SqlTable.RequireIdentifier(identifier, nameof(identifier));
        int bytes = System.Text.Encoding.UTF8.GetByteCount(identifier);
        return bytes <= LongestIdentifier
            ? string.Concat("\"", identifier.Replace("\"", "\"\"", StringComparison.Ordinal), "\"")
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The identifier '{identifier}' has {bytes} bytes; {Name} allows at most {LongestIdentifier}."), nameof(identifier));
    }

    /// <summary>A text as a literal: <c>'EUR'</c>. Quotes within it are doubled.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text holds a backslash or a control character, which engines read differently.</exception>
    public virtual string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(character => char.IsControl(character) || char.IsSurrogate(character) || character == '\\')
            ? throw new ArgumentException("A literal must not hold a backslash, a control character or a surrogate: engines read them differently.", nameof(text))
            : string.Concat("'", text.Replace("'", "''", StringComparison.Ordinal), "'");
    }

    /// <summary>An instant as a literal of the engine's type.</summary>
    /// <param name="instant">The instant.</param>
    public virtual string Literal(Instant instant) => BuiltInCast(Literal(InstantText.Format(instant) + "+00:00"), "TIMESTAMP WITH TIME ZONE");

    /// <summary>A local time as a literal of the engine's type.</summary>
    /// <param name="time">The local time.</param>
    public virtual string Literal(LocalDateTime time) => BuiltInCast(Literal(LocalText.Format(time)), "TIMESTAMP");

    /// <summary>A date as a literal of the engine's type.</summary>
    /// <param name="date">The date.</param>
    public virtual string Literal(LocalDate date) => BuiltInCast(Literal(LocalDatePattern.Iso.Format(date)), "DATE");

    /// <summary>The microseconds since 1970-01-01T00:00Z of an instant, as a 64-bit integer.</summary>
    /// <param name="expression">An expression of the engine's type for instants, such as <c>timestamp with time zone</c>.</param>
    public abstract string MicrosecondsOfInstant(string expression);

    /// <summary>The microseconds from 1970-01-01T00:00 to a local time on the same clock, as a 64-bit integer.</summary>
    /// <param name="expression">An expression of the engine's type for local times, such as <c>timestamp</c>.</param>
    public virtual string MicrosecondsOfLocalTime(string expression) => MicrosecondsOfInstant(expression);

    /// <summary>The microseconds from 1970-01-01T00:00 to the start of a date on the same clock, as a 64-bit integer.</summary>
    /// <param name="expression">An expression of the engine's type for dates.</param>
    public virtual string MicrosecondsOfDate(string expression) => MicrosecondsOfLocalTime(BuiltInCast(expression, "TIMESTAMP"));

    /// <summary>A decimal amount as whole millionths, in a 64-bit integer; an error of the engine where it does not fit.</summary>
    /// <param name="expression">An expression of a decimal type.</param>
    public virtual string Millionths(string expression) => BigInteger(string.Concat(BuiltInCast(expression, "DECIMAL(24, 6)"), " * 1000000"));

    /// <summary>An expression as a 64-bit integer.</summary>
    /// <param name="expression">An expression of an integer or decimal type.</param>
    public virtual string BigInteger(string expression) => BuiltInCast(expression, "BIGINT");

    /// <summary>An expression as a text.</summary>
    /// <param name="expression">An expression of any type.</param>
    public virtual string Text(string expression) => BuiltInCast(expression, "VARCHAR");

    /// <summary>The quotient of two 64-bit integers of which none is negative, rounded down.</summary>
    /// <param name="dividend">An integer expression.</param>
    /// <param name="divisor">An integer expression that is not 0.</param>
    public virtual string WholeDivision(string dividend, string divisor) => string.Concat("((", dividend, ") / (", divisor, "))");

    /// <summary>The clause that leaves out rows and takes some of those that follow.</summary>
    /// <param name="count">How many rows to take.</param>
    /// <param name="offset">How many rows to leave out.</param>
    public virtual string Page(int count, long offset) => string.Create(CultureInfo.InvariantCulture, $"LIMIT {count} OFFSET {offset}");

    /// <summary>Runs a fixture of a few dozen rows through every query of this package, and compares each answer with that of the engine in memory.</summary>
    /// <remarks>The rows are part of the statements: nothing is created or changed in the database.</remarks>
    /// <param name="connection">A connection to the engine.</param>
    /// <param name="cancellation">Stops the queries.</param>
    /// <exception cref="SqlDialectException">An answer differs, or a query fails; the message names the query.</exception>
    public Task VerifyAsync(DbConnection connection, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new DialectFixture(new SqlDatabase(connection, this)).CompareAsync(cancellation);
    }

    /// <summary>The name of the engine.</summary>
    public override string ToString() => Name;

    private protected static string TextOf(Instant instant) => InstantText.Format(instant);

    private protected static string TextOf(LocalDateTime time) => LocalText.Format(time);

    private protected static string BuiltInCast(string expression, string type) => string.Concat("CAST(", expression, " AS ", type, ")");
}
