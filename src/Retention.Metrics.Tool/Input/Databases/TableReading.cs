using System.Data;
using System.Data.Common;
using System.Globalization;
using Retention.Metrics.Sql;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>A table that is being read, in a transaction that only reads.</summary>
internal sealed class TableReading : IDisposable
{
    private static readonly char[] Breaks = ['\r', '\n'];

    private readonly Lock gate = new();
    private readonly DatabaseSource source;
    private readonly TableSource table;
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;
    private readonly Timer? clock;
    private DbCommand? command;
    private DbDataReader? reader;
    private volatile bool ranOut;
    private bool isDisposed;

    private TableReading(DatabaseSource source, TableSource table, Terminal terminal)
    {
        this.source = source;
        this.table = table;
        connection = source.Open();
        try
        {
            transaction = connection.BeginTransaction(source.Provider.Isolation);
            source.Provider.ForbidWriting(connection, transaction);
            clock = source.TimeoutSeconds is { } seconds and > 0 ? new Timer(_ => Stop(), state: null, seconds * 1000L, Timeout.Infinite) : null;
            if (table.Query is { } query)
            {
                RequireDifferentNames(query);
            }

            string from = $"FROM {table.Table.In(source.Provider.Dialect)} AS rm_t";
            using (DbDataReader empty = Run($"SELECT *\n{from}\nWHERE 1 = 0"))
            {
                Columns = TableColumn.AllOf(empty, source.Provider.Dialect.HasTypedColumns);
            }

            reader = Run($"SELECT {string.Join(", ", Columns.Select(Selected).Concat(Columns.Where(column => column.IsTime).Select(Beyond).OfType<string>()))}\n{from}");
            Rows = new TableRows(reader, Columns, Failure, terminal.IsInteractive ? TableRows.Watched(table.Shown, terminal.Error) : null);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The columns that are read.</summary>
    public TableColumn[] Columns { get; }

    /// <summary>The rows, as a file of CSV.</summary>
    public TableRows Rows { get; }

    /// <summary>The database, after all rows have been read.</summary>
    public SqlDatabase Database
    {
        get
        {
            EndReading();
            return new SqlDatabase(connection, source.Provider.Dialect) { Transaction = transaction, CommandTimeoutSeconds = source.TimeoutSeconds };
        }
    }

    public SqlTable Table => table.Table;

    /// <summary>How the table is named in what the tool says.</summary>
    public string Shown => table.Shown;

    /// <summary>Reads a table.</summary>
    /// <param name="source">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="terminal">Where progress is shown.</param>
    /// <param name="read">Reads the rows.</param>
    /// <exception cref="InvalidDataException">The database cannot be reached, or has no such table, or something else is wrong with it or the rows; the message holds no secret.</exception>
    public static TResult Read<TResult>(DatabaseSource source, TableSource table, Terminal terminal, Func<TableReading, TResult> read)
    {
        try
        {
            using var reading = new TableReading(source, table, terminal);
            return read(reading);
        }
        catch (DatabaseException failed)
        {
            throw new InvalidDataException($"{table.Shown}: {failed.Message}", failed);
        }
        catch (Exception failed) when (failed is DbException or InvalidDataException or IOException or TimeoutException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{table.Shown}: {OneLine(source.Hide(source.Provider.MessageOf(failed)))}", failed);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
        }

        clock?.Dispose();
        EndReading();
        transaction?.Dispose();
        connection.Dispose();
    }

    /// <summary>Refuses a query with two columns of one name: within another query databases rename or hide one of them.</summary>
    private void RequireDifferentNames(string query)
    {
        using DbDataReader described = Run(query, CommandBehavior.SchemaOnly);
        string? twice = Enumerable.Range(0, described.FieldCount).Select(described.GetName).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new DatabaseException($"it has 2 columns {twice}; expected one of each name: choose columns, or name them with AS");
        }
    }

    private DbDataReader Run(string sql, CommandBehavior behavior = CommandBehavior.Default)
    {
        command?.Dispose();
        command = source.Provider.Streaming(connection);
        command.CommandText = sql;
        command.Transaction = transaction;
        if (source.TimeoutSeconds is { } seconds)
        {
            command.CommandTimeout = seconds;
        }

        try
        {
            return command.ExecuteReader(behavior);
        }
        catch (Exception problem) when (problem is DbException or InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            throw Failure(problem);
        }
    }

    private string Selected(TableColumn column)
    {
        string alias = source.Provider.Dialect.Quote(column.Name), name = $"rm_t.{alias}";
        return $"{(column.IsCast ? source.Provider.Dialect.Text(name) : source.Provider.Selected(name, column.Kind))} AS {alias}";
    }

    // Behind all columns, so that the places of the others are those of the header.
    private string? Beyond(TableColumn column) => source.Provider.Beyond($"rm_t.{source.Provider.Dialect.Quote(column.Name)}", column.Kind);

    private void Stop()
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            ranOut = true;
            _ = command is { } running && TryStop(running);
        }
    }

    /// <summary>Stops a statement, if it has not ended by itself.</summary>
    private bool TryStop(DbCommand running)
    {
        try
        {
            source.Provider.Stop(connection, running);
            return true;
        }
#pragma warning disable CA1031 // Drivers throw whatever they meet where a statement ends in the same moment; on the thread of a clock that would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private DatabaseException Failure(Exception problem) => new(
        ranOut || problem.InnerException is TimeoutException
            ? string.Create(CultureInfo.InvariantCulture, $"the database did not answer within {source.TimeoutSeconds ?? 0} seconds (--database-timeout)")
            : OneLine(source.Hide(source.Provider.MessageOf(problem))));

    private void EndReading()
    {
        try
        {
            if (reader is not null)
            {
                if (Rows is { AtEnd: false })
                {
                    // Else the rest would be read first.
                    _ = TryStop(command!);
                }

                reader.Dispose();
            }

            command?.Dispose();
        }
        catch (Exception over) when (over is DbException or InvalidOperationException)
        {
            // What is wrong has been said.
        }

        (reader, command) = (null, null);
    }

    // DuckDB adds the statement and a caret below it, which shows what no user has written.
    private static string OneLine(string message) => string.Join(' ', message.Split("\n\nLINE ")[0].Split(Breaks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>What a database says is wrong, without secrets.</summary>
internal sealed class DatabaseException(string message) : IOException(message);
