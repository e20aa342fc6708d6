using System.Data.Common;
using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using Retention.Metrics.Sql;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>DuckDB: a path of a file, or <c>:memory:</c>, from which files can be read.</summary>
internal sealed class DuckDbProvider : DatabaseProvider
{
    public const string Memory = ":memory:";

    private const string PathKey = "Data Source", PathKeyToo = "DataSource", Mode = "access_mode", Install = "autoinstall_known_extensions";

    public override string Name => "duckdb";

    public override SqlDialect Dialect => SqlDialect.DuckDb;

    public override DbConnectionStringBuilder Parse(string text)
    {
        DbConnectionStringBuilder builder = Generic(text, PathKey);
        return builder.ContainsKey(PathKey) || builder.ContainsKey(PathKeyToo)
            ? builder
            : throw new FormatException($"a connection string of DuckDB has a {PathKey}: a path, or {Memory}");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override DbConnection Open(DbConnectionStringBuilder connection, int? timeoutSeconds)
    {
        string path = (connection.ContainsKey(PathKey) ? connection[PathKey] : connection[PathKeyToo]).ToString()!;
        if (!path.StartsWith(Memory, StringComparison.Ordinal) && !path.StartsWith("md:", StringComparison.Ordinal))
        {
            _ = ExistingFile(path);
            if (!connection.ContainsKey(Mode))
            {
                connection[Mode] = "READ_ONLY";
            }
        }

        // What is not part of it would be downloaded, without a word.
        if (!connection.ContainsKey(Install))
        {
            connection[Install] = "false";
        }

        var opened = new DuckDBConnection(connection.ConnectionString);
        try
        {
            opened.Open();
            return opened;
        }
        catch (DllNotFoundException missing)
        {
            throw new InvalidDataException(
                "this package of the tool has no DuckDB for this machine, which reads Parquet and databases of DuckDB; packages for linux-x64, linux-arm64, osx-x64, osx-arm64, win-x64 and win-arm64 have it", missing);
        }
    }

    // A time at infinity has no value in .NET, and neither has one before the year 1 or after 9999.
    public override string Selected(string column, CellKind kind) => kind switch
    {
        CellKind.Date or CellKind.LocalTime or CellKind.Instant => $"CASE WHEN isfinite({column}) AND {IsWithin(column, kind)} THEN {column} END",
        CellKind.Bytes => FormattableString.Invariant($"CASE WHEN octet_length({column}) <= {MostBytes} THEN '\\x' || lower(hex({column})) END"),
        _ => column,
    };

    public override string? Beyond(string column, CellKind kind) => $"CASE WHEN isfinite({column}) AND NOT ({IsWithin(column, kind)}) THEN CAST({column} AS VARCHAR) END";

    // The year of an instant is that in the zone of the session.
    private static string IsWithin(string column, CellKind kind) =>
        kind == CellKind.Instant ? $"epoch_us({column}) BETWEEN -62135596800000000 AND 253402300799999999" : $"year({column}) BETWEEN 1 AND 9999";

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override DbCommand Streaming(DbConnection connection)
    {
        DuckDBCommand command = ((DuckDBConnection)connection).CreateCommand();
        command.UseStreamingMode = true;
        return command;
    }
}
