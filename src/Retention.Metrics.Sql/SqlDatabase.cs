using System.Data;
using System.Data.Common;

namespace Retention.Metrics.Sql;

/// <summary>A database: a source of connections or one connection, and the dialect of its engine.</summary>
/// <remarks>
/// <para>Statements only read: the privilege to select is enough. Names are quoted, and every number in a statement is made by this package: no value of a row or of a user becomes part of a text.</para>
/// <para>An answer is one statement, by segment two, and one more for the check. Where these must see the same state, give a connection and a transaction of isolation level
/// <see cref="IsolationLevel.RepeatableRead"/> or <see cref="IsolationLevel.Snapshot"/>.</para>
/// </remarks>
/// <example><code>
/// await using var source = NpgsqlDataSource.Create(connectionString);
/// var database = new SqlDatabase(source, SqlDialect.PostgreSql);
/// </code></example>
public sealed class SqlDatabase
{
    private readonly DbDataSource? dataSource;
    private readonly DbConnection? connection;
    private readonly int? commandTimeoutSeconds;

    /// <summary>A database with a source of connections: each statement opens one and closes it.</summary>
    /// <param name="dataSource">The source of connections.</param>
    /// <param name="dialect">The dialect of the engine.</param>
    public SqlDatabase(DbDataSource dataSource, SqlDialect dialect)
        : this(dialect)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        this.dataSource = dataSource;
    }

    /// <summary>A database with one connection, which runs one statement after another. A closed one is opened for each statement, and closed.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="dialect">The dialect of the engine.</param>
    public SqlDatabase(DbConnection connection, SqlDialect dialect)
        : this(dialect)
    {
        ArgumentNullException.ThrowIfNull(connection);
        this.connection = connection;
    }

    private SqlDatabase(SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        Dialect = dialect;
    }

    /// <summary>The dialect of the engine.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>How many seconds a statement may take, 0 for any number; what the driver says by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int? CommandTimeoutSeconds
    {
        get => commandTimeoutSeconds;
        init => commandTimeoutSeconds = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The number of seconds must be 0 or more.");
    }

    /// <summary>The transaction of the connection in which statements run; <see langword="null"/> by default.</summary>
    public DbTransaction? Transaction { get; init; }

    /// <summary>Changes each statement before it runs: tests plant mistakes with it.</summary>
    internal Func<string, string>? Edit { get; init; }

    /// <summary>Runs a statement and reads its rows.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="what">What the statement computes, for messages.</param>
    /// <param name="read">Reads all rows.</param>
    /// <param name="cancellation">Stops the statement.</param>
    /// <exception cref="SqlQueryException">The statement fails.</exception>
    internal async Task<TResult> RunAsync<TResult>(string sql, string what, Func<DbDataReader, Task<TResult>> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        bool opened = false;
        DbConnection? used = connection;
        try
        {
            if (dataSource is not null)
            {
                used = await dataSource.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            }
            else if (used!.State == ConnectionState.Closed)
            {
                await used.OpenAsync(cancellation).ConfigureAwait(false);
                opened = true;
            }

            DbCommand command = used.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = Edit?.Invoke(sql) ?? sql;
                command.Transaction = Transaction;
                command.CommandTimeout = CommandTimeoutSeconds ?? command.CommandTimeout;
                DbDataReader reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return await read(reader).ConfigureAwait(false);
                }
            }
        }
        catch (Exception problem) when (problem is DbException or TimeoutException or IOException or InvalidOperationException or InvalidCastException)
        {
            // Drivers say in different ways that a statement was stopped.
            throw cancellation.IsCancellationRequested
                ? new OperationCanceledException(FormattableString.Invariant($"{what} was canceled."), problem, cancellation)
                : new SqlQueryException(FormattableString.Invariant($"{Dialect} could not compute {what}: {problem.Message}"), sql, problem);
        }
        finally
        {
            if (dataSource is not null && used is not null)
            {
                await used.DisposeAsync().ConfigureAwait(false);
            }
            else if (opened)
            {
                await connection!.CloseAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The engine.</summary>
    public override string ToString() => FormattableString.Invariant($"database of {Dialect}");
}
