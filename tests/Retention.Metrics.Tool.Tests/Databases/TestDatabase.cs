using System.Data.Common;
using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Retention.Metrics.Tool.Tests.Databases;

/// <summary>How a column of a test is stored.</summary>
public enum Stored
{
    Text,
    Integer,
    Decimal,
    Double,
    Instant,
    Local,
    Date,
}

/// <summary>A database of an engine that lasts as long as a test.</summary>
internal sealed class TestDatabase : IDisposable
{
    public const string DuckDb = "duckdb", Sqlite = "sqlite", PostgreSql = "postgresql";

    /// <summary>A connection string of PostgreSQL, where it is not that of a machine that .ci/run has prepared.</summary>
    public const string PostgreSqlVariable = "RETENTION_POSTGRESQL";

    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFF");

    private readonly TemporaryFiles files = new();
    private readonly string? schema;

    private TestDatabase(string engine)
    {
        Engine = engine;
        if (engine == PostgreSql)
        {
            schema = "t" + Guid.NewGuid().ToString("N");
            Connection = Server!;
            Execute($"CREATE SCHEMA {schema}");
            Connection = $"{Server};Search Path={schema}";
        }
        else
        {
            string path = Path.Combine(files.Folder, "company.db");
            Connection = engine == DuckDb ? $"Data Source={path}" : path;
        }
    }

    public static string? Server => Environment.GetEnvironmentVariable(PostgreSqlVariable);

    public static IEnumerable<TheoryDataRow<string>> Engines =>
    [
        new(DuckDb),
        new(Sqlite),
        string.IsNullOrEmpty(Server) ? new(PostgreSql) { Skip = $"{PostgreSqlVariable} holds no connection string." } : new(PostgreSql),
    ];

    public string Engine { get; }

    /// <summary>What --database takes.</summary>
    public string Connection { get; }

    public static TestDatabase Of(string engine) => new(engine);

    /// <summary>The arguments with the database after them.</summary>
    public string[] With(params string[] args) => [.. args, "--database", Connection];

    public void Execute(string sql)
    {
        using DbConnection connection = Engine switch
        {
            DuckDb => new DuckDBConnection(Connection),
            Sqlite => new SqliteConnection($"Data Source={Connection};Pooling=false"),
            _ => new NpgsqlConnection(Connection),
        };
        connection.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    /// <summary>Makes a table with rows.</summary>
    public void Create(string table, IReadOnlyList<(string Name, Stored As)> columns, IReadOnlyList<object?[]> rows)
    {
        string name = Quoted(table, '"');
        var sql = new StringBuilder($"CREATE TABLE {name} ({string.Join(", ", columns.Select(column => $"{Quoted(column.Name, '"')} {TypeOf(column.As)}"))});");
        foreach (object?[] row in rows)
        {
            sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO {name} VALUES ({string.Join(", ", row.Select((value, i) => Literal(value, columns[i].As)))});");
        }

        Execute(sql.ToString());
    }

    /// <summary>The rows as a file of CSV.</summary>
    public static string Csv(IReadOnlyList<(string Name, Stored As)> columns, IReadOnlyList<object?[]> rows)
    {
        var csv = new StringBuilder(string.Join(',', columns.Select(column => Quoted(column.Name, '"'))) + "\n");
        foreach (object?[] row in rows)
        {
            csv.Append(string.Join(',', row.Select((value, i) => value is string text ? Quoted(text, '"') : Plain(value, columns[i].As)))).Append('\n');
        }

        return csv.ToString();
    }

    public void Dispose()
    {
        if (schema is not null)
        {
            Execute($"DROP SCHEMA {schema} CASCADE");
        }

        files.Dispose();
    }

    private string TypeOf(Stored stored) => (stored, Engine) switch
    {
        (Stored.Text, _) => "TEXT",
        (Stored.Integer, _) => "BIGINT",
        (Stored.Decimal, Sqlite) => "NUMERIC",
        (Stored.Decimal, _) => "DECIMAL(24, 6)",
        (Stored.Double, PostgreSql) => "DOUBLE PRECISION",
        (Stored.Double, _) => "DOUBLE",
        (_, Sqlite) => "TEXT",
        (Stored.Instant, _) => "TIMESTAMP WITH TIME ZONE",
        (Stored.Local, _) => "TIMESTAMP",
        _ => "DATE",
    };

    private static string Literal(object? value, Stored stored) => value switch
    {
        null => "NULL",
        long or decimal => Plain(value, stored),
        string text => Quoted(text, '\''),
        _ => Quoted(Plain(value, stored), '\''),
    };

    private static string Plain(object? value, Stored stored) => (value, stored) switch
    {
        (null, _) => "",
        (Instant at, Stored.Instant) => Time.Format(at.InUtc().LocalDateTime) + "Z",
        (LocalDateTime at, Stored.Local) => Time.Format(at),
        (LocalDate day, _) => LocalDatePattern.Iso.Format(day),
        _ => ((IFormattable)value!).ToString(null, CultureInfo.InvariantCulture),
    };

    private static string Quoted(string text, char quote) => $"{quote}{text.Replace($"{quote}", $"{quote}{quote}", StringComparison.Ordinal)}{quote}";
}
