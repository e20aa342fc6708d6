using System.Data;
using System.Data.Common;
using Retention.Metrics.Sql;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>A kind of database: how its connection strings are written, and how it is opened so that it can only be read.</summary>
internal abstract class DatabaseProvider
{
    public static DatabaseProvider PostgreSql { get; } = new PostgreSqlProvider();

    public static DatabaseProvider DuckDb { get; } = new DuckDbProvider();

    public static DatabaseProvider Sqlite { get; } = new SqliteProvider();

    public static IReadOnlyList<DatabaseProvider> All => [PostgreSql, DuckDb, Sqlite];

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    public abstract SqlDialect Dialect { get; }

    /// <summary>The level at which the rows and the check of them see the same state.</summary>
    public virtual IsolationLevel Isolation => IsolationLevel.Unspecified;

    /// <summary>What a text on the command line means: a connection string, or a path.</summary>
    /// <exception cref="ArgumentException">It is neither, as a driver says it.</exception>
    /// <exception cref="FormatException">It is neither.</exception>
    public abstract DbConnectionStringBuilder Parse(string text);

    /// <summary>Opens a connection.</summary>
    /// <param name="connection">What <see cref="Parse"/> has made.</param>
    /// <param name="timeoutSeconds">How long connecting and each statement may take.</param>
    public abstract DbConnection Open(DbConnectionStringBuilder connection, int? timeoutSeconds);

    /// <summary>Says that nothing may be written, where the connection does not.</summary>
    public virtual void ForbidWriting(DbConnection connection, DbTransaction transaction)
    {
    }

    /// <summary>A statement that returns row after row, and does not keep them.</summary>
    public virtual DbCommand Streaming(DbConnection connection) => connection.CreateCommand();

    /// <summary>Stops what runs on a connection.</summary>
    public virtual void Stop(DbConnection connection, DbCommand command) => command.Cancel();

    /// <summary>What an error says, without what is of use to programs alone.</summary>
    public virtual string MessageOf(Exception problem) => problem.Message;

    /// <summary>A column as it is selected.</summary>
    public virtual string Selected(string column, CellKind kind) => column;

    /// <summary>A date or time that .NET has no value for, as the text that the database writes, and null for all others; <see langword="null"/> where there are none.</summary>
    public virtual string? Beyond(string column, CellKind kind) => null;

    /// <summary>The most bytes that are read as a value: longer ones, such as pictures, are none.</summary>
    public const int MostBytes = 1024;

    public override string ToString() => Name;

    /// <summary>The path of a file of a database, which must be there: one that is opened would be created.</summary>
    protected static string ExistingFile(string path) =>
        File.Exists(path) ? path
        : throw new InvalidDataException(Directory.Exists(path) ? "it is a directory, not a file" : "there is no such file");

    /// <summary>A connection string, or a path as one.</summary>
    protected static DbConnectionStringBuilder Generic(string text, string pathKey)
    {
        var builder = new DbConnectionStringBuilder();
        if (text.Contains('=', StringComparison.Ordinal) && !File.Exists(text))
        {
            builder.ConnectionString = text;
        }
        else
        {
            builder[pathKey] = text;
        }

        return builder;
    }
}
