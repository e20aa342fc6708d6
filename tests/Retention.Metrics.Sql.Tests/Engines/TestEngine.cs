using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Retention.Metrics.Sql.Tests.Engines;

/// <summary>An engine that the tests run on, and how it stores values.</summary>
public sealed class TestEngine
{
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.ffffff");
    private static readonly LocalDateTimePattern LocalTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.ffffff");

    private readonly Func<DbConnection> connect;

    private TestEngine(string name, SqlDialect dialect, Func<DbConnection> connect)
    {
        Name = name;
        Dialect = dialect;
        this.connect = connect;
    }

    /// <summary>A connection string of PostgreSQL, where it is not that of a machine that .ci/run has prepared.</summary>
    public const string PostgreSqlVariable = "RETENTION_POSTGRESQL";

    /// <summary>A connection string of a Citus coordinator.</summary>
    public const string CitusVariable = "RETENTION_CITUS";

    public string Name { get; }

    public SqlDialect Dialect { get; }

    public bool IsSqlite => ReferenceEquals(Dialect, SqlDialect.Sqlite);

    public bool IsDuckDb => ReferenceEquals(Dialect, SqlDialect.DuckDb);

    public bool IsCitus => string.Equals(Name, "Citus", StringComparison.Ordinal);

    public static IEnumerable<TheoryDataRow<string>> All =>
    [
        new("DuckDB"),
        new("SQLite"),
        Elsewhere("PostgreSQL"),
        Elsewhere("Citus"),
    ];

    public static TestEngine Of(string name) => name switch
    {
        "DuckDB" => new(name, SqlDialect.DuckDb, () => new DuckDBConnection("DataSource=:memory:")),
        "SQLite" => new(name, SqlDialect.Sqlite, () => new SqliteConnection("Data Source=:memory:")),
        "PostgreSQL" => new(name, SqlDialect.PostgreSql, () => new NpgsqlConnection(Environment.GetEnvironmentVariable(PostgreSqlVariable))),
        _ => new(name, SqlDialect.PostgreSql, () => new NpgsqlConnection(Environment.GetEnvironmentVariable(CitusVariable))),
    };

    /// <summary>An open connection.</summary>
    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = connect();
        await connection.OpenAsync();
        if (!IsSqlite)
        {
            // The zone of the session must have no part in any answer.
            await ExecuteAsync(connection, "SET TimeZone = 'Asia/Kathmandu'");
        }

        return connection;
    }

    public static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A name for a temporary table: Citus distributes tables that stay, others need none.</summary>
    public string Create(string table, string columns, string customer) => IsCitus
        ? $"DROP TABLE IF EXISTS {table}; CREATE TABLE {table} ({columns}); SELECT create_distributed_table('{table.Replace("'", "''", StringComparison.Ordinal)}', '{customer}')"
        : $"CREATE TEMPORARY TABLE {table} ({columns})";

    public string TypeOf(StoredTime stored) => stored switch
    {
        StoredTime.Instant => IsSqlite ? "TEXT" : "TIMESTAMP WITH TIME ZONE",
        StoredTime.Local => IsSqlite ? "TEXT" : "TIMESTAMP",
        StoredTime.Date => IsSqlite ? "TEXT" : "DATE",
        _ => "BIGINT",
    };

    public string Literal(Instant? instant, LocalDateTime local, StoredTime stored, Random random) => instant is not { } at ? "NULL" : stored switch
    {
        StoredTime.Instant => IsSqlite
            ? Quoted(random.Next(3) switch
            {
                0 => Utc.Format(at).Replace(' ', 'T') + "Z",
                1 => Utc.Format(at + Duration.FromMinutes(330)).TrimEnd('0').TrimEnd('.') + "+05:30",
                _ => Utc.Format(at),
            })
            : Quoted(Utc.Format(at) + "+00"),
        StoredTime.Local => Quoted(LocalTime.Format(local)),
        StoredTime.Date => Quoted(LocalDatePattern.Iso.Format(local.Date)),
        StoredTime.Seconds => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        StoredTime.Milliseconds => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        _ => (at.ToUnixTimeTicks() / 10).ToString(CultureInfo.InvariantCulture),
    };

    public static string Quoted(string? text) => text is null ? "NULL" : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>Why an engine is not there; <see langword="null"/> where it is.</summary>
    public static string? WhySkipped(string name)
    {
        string? variable = name switch { "PostgreSQL" => PostgreSqlVariable, "Citus" => CitusVariable, _ => null };
        return variable is null || Environment.GetEnvironmentVariable(variable) is { Length: > 0 } ? null : $"{variable} holds no connection string.";
    }

    private static TheoryDataRow<string> Elsewhere(string name) => WhySkipped(name) is { } reason ? new(name) { Skip = reason } : new(name);
}

/// <summary>How a time is stored.</summary>
public enum StoredTime
{
    Instant,
    Local,
    Date,
    Seconds,
    Milliseconds,
    Microseconds,
}
