using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using Npgsql;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Sql;

namespace Retention.Metrics.Rivals.Databases;

/// <summary>A database engine that both texts of SQL run on, with the tables subs and orders loaded.</summary>
internal sealed class Engine : IDisposable
{
    private const string SubscriptionColumns = "customer_id INTEGER, subscription_id INTEGER, event_type VARCHAR, ts TIMESTAMP, mrr BIGINT";
    private const string OrderColumns = "customer_id INTEGER, ts TIMESTAMP, amount BIGINT";

    // What the kernel counts for the process that serves the connection.
    private readonly string? server;

    private Engine(string name, DbConnection connection, SqlDialect dialect, string? server = null)
    {
        Name = name;
        Connection = connection;
        Dialect = dialect;
        this.server = server;
    }

    public string Name { get; }

    public DbConnection Connection { get; }

    public SqlDialect Dialect { get; }

    public bool IsDuckDb => Connection is DuckDBConnection;

    /// <summary>The version that the engine tells.</summary>
    public string Version => IsDuckDb ? Connection.ServerVersion : "PostgreSQL " + Connection.ServerVersion.Split(' ')[0];

    /// <summary>The processor time of this process and, beside it, of the one that serves the connection; <see langword="null"/> where that is on another machine or is not told.</summary>
    /// <remarks>A session on temporary tables has no parallel workers.</remarks>
    public TimeSpan? ProcessorTime => IsDuckDb ? Environment.CpuUsage.TotalTime
        : server is null ? null
        : Environment.CpuUsage.TotalTime + TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(server).Split(' ')[0], CultureInfo.InvariantCulture) / 1000);

    /// <summary>DuckDB in this process and in memory, on so many threads.</summary>
    public static Engine DuckDb(DataSet data, int threads)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var engine = new Engine("DuckDB", connection, SqlDialect.DuckDb);
        engine.Execute(FormattableString.Invariant($"SET threads = {threads}"));
        foreach ((string table, string columns, string path) in new[] { ("subs", SubscriptionColumns, data.Subscriptions), ("orders", OrderColumns, data.Orders) })
        {
            engine.Execute($"CREATE TABLE {table} ({columns}); INSERT INTO {table} SELECT * FROM read_csv('{path.Replace("'", "''", StringComparison.Ordinal)}', header = true)");
        }

        return engine;
    }

    /// <summary>A PostgreSQL server; the tables are temporary, without indexes, and known to the planner.</summary>
    public static Engine PostgreSql(DataSet data, string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0, Pooling = false }.ConnectionString);
        connection.Open();
        string process = FormattableString.Invariant($"/proc/{connection.ProcessID}/schedstat");
        bool isHere = connection.Host?.StartsWith('/') == true && File.Exists(process);
        var engine = new Engine("PostgreSQL", connection, SqlDialect.PostgreSql, isHere ? process : null);

        // Sorts of a connection that has the machine to itself; both texts have it.
        engine.Execute("SET work_mem = '1GB'");
        foreach ((string table, string columns, string path) in new[] { ("subs", SubscriptionColumns, data.Subscriptions), ("orders", OrderColumns, data.Orders) })
        {
            engine.Execute($"CREATE TEMPORARY TABLE {table} ({columns})");
            using (TextWriter to = connection.BeginTextImport($"COPY {table} FROM STDIN (FORMAT csv, HEADER)"))
            using (StreamReader from = File.OpenText(path))
            {
                char[] block = new char[1 << 16];
                for (int count = from.Read(block); count > 0; count = from.Read(block))
                {
                    to.Write(block, 0, count);
                }
            }

            engine.Execute($"ANALYZE {table}");
        }

        return engine;
    }

    /// <summary>Runs a query and makes something of each row.</summary>
    public List<TRow> Rows<TRow>(string sql, Func<DbDataReader, TRow> make)
    {
        using DbCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        var rows = new List<TRow>();
        while (reader.Read())
        {
            rows.Add(make(reader));
        }

        return rows;
    }

    public void Execute(string sql)
    {
        using DbCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Connection.Dispose();
}
