using System.Data;
using System.Data.Common;
using System.Globalization;
using Npgsql;
using Retention.Metrics.Sql;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>PostgreSQL: a connection string of Npgsql, or an address as <c>DATABASE_URL</c> holds one.</summary>
internal sealed class PostgreSqlProvider : DatabaseProvider
{
    private const string SslMode = "SSL Mode";

    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    public override string Name => "postgresql";

    public override SqlDialect Dialect => SqlDialect.PostgreSql;

    public override IsolationLevel Isolation => IsolationLevel.RepeatableRead;

    /// <summary>Whether a text is an address of PostgreSQL.</summary>
    public static bool IsAddress(string text) => Array.Exists(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    public override DbConnectionStringBuilder Parse(string text)
    {
        if (!IsAddress(text))
        {
            return new NpgsqlConnectionStringBuilder(text);
        }

        var address = new Uri(text);
        string[] user = address.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder { Host = address.Host, Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')) };
        builder.Port = address.Port > 0 ? address.Port : builder.Port;
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (string option in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = option.Split('=', 2);
            string key = KeyOf(Uri.UnescapeDataString(pair[0])), value = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
            builder[key] = key == SslMode ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return builder;
    }

    public override DbConnection Open(DbConnectionStringBuilder connection, int? timeoutSeconds)
    {
        var own = new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Pooling = false, CommandTimeout = timeoutSeconds ?? 0 };
        own.ApplicationName ??= "retention";
        own.Timeout = Math.Min(own.Timeout, timeoutSeconds ?? own.Timeout);
        var source = new NpgsqlSlimDataSourceBuilder(own.ConnectionString);
        source.EnableTransportSecurity();
        NpgsqlConnection opened = source.Build().CreateConnection();
        opened.Open();
        return opened;
    }

    public override void ForbidWriting(DbConnection connection, DbTransaction transaction)
    {
        using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SET TRANSACTION READ ONLY";
        _ = command.ExecuteNonQuery();
    }

    // A time at infinity is none.
    public override string Selected(string column, CellKind kind) => kind switch
    {
        CellKind.Date or CellKind.LocalTime or CellKind.Instant => $"CASE WHEN {IsWithin(column, kind)} THEN {column} END",
        CellKind.Bytes => FormattableString.Invariant($"CASE WHEN octet_length({column}) <= {MostBytes} THEN E'\\\\x' || encode({column}, 'hex') END"),
        _ => column,
    };

    public override string? Beyond(string column, CellKind kind) => $"CASE WHEN isfinite({column}) AND NOT ({IsWithin(column, kind)}) THEN CAST({column} AS TEXT) END";

    private static string IsWithin(string column, CellKind kind)
    {
        string type = kind switch { CellKind.Date => "DATE", CellKind.LocalTime => "TIMESTAMP", _ => "TIMESTAMP WITH TIME ZONE" }, zone = kind == CellKind.Instant ? "+00" : "";
        return $"{column} >= {type} '0001-01-01{zone}' AND {column} < {type} '10000-01-01{zone}'";
    }

    public override string MessageOf(Exception problem) => problem is PostgresException own ? own.MessageText : problem.Message;

    // libpq writes its keywords together: sslmode, application_name.
    private static string KeyOf(string keyword) => keyword.ToLower(CultureInfo.InvariantCulture) switch
    {
        "sslmode" => SslMode,
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        "channel_binding" => "Channel Binding",
        var other => other,
    };
}
