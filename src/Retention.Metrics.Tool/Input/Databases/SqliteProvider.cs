using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Retention.Metrics.Sql;
using SQLitePCL;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>SQLite: a path of a file.</summary>
internal sealed class SqliteProvider : DatabaseProvider
{
    public override string Name => "sqlite";

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    public override DbConnectionStringBuilder Parse(string text) => Generic(text, "Data Source");

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override DbConnection Open(DbConnectionStringBuilder connection, int? timeoutSeconds)
    {
        var own = new SqliteConnectionStringBuilder(connection.ConnectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        own.DefaultTimeout = timeoutSeconds ?? own.DefaultTimeout;
        _ = ExistingFile(own.DataSource);
        var opened = new SqliteConnection(own.ConnectionString);
        try
        {
            opened.Open();
            return opened;
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw new InvalidDataException("this package of the tool has no SQLite for this machine", missing);
        }
    }

    // Its commands cannot be canceled, and the connection can be interrupted.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public override void Stop(DbConnection connection, DbCommand command) => raw.sqlite3_interrupt(((SqliteConnection)connection).Handle);
}
