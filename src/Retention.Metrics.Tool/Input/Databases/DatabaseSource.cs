using System.Data.Common;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>A database that tables are read from. It is shown without its secrets.</summary>
internal sealed class DatabaseSource
{
    /// <summary>What is before the name of an environment variable.</summary>
    public const string OfVariable = "env:";

    private readonly string given;
    private readonly DbConnectionStringBuilder connection;
    private readonly string[] secrets;

    private DatabaseSource(string given, DatabaseProvider provider, DbConnectionStringBuilder connection, int? timeoutSeconds)
    {
        this.given = given;
        this.connection = connection;
        Provider = provider;
        TimeoutSeconds = timeoutSeconds;
        secrets = [.. Secrets.Of(connection)];
        Shown = given.StartsWith(OfVariable, StringComparison.Ordinal) ? given : Secrets.Shown(connection);
    }

    /// <summary>DuckDB without a database, which reads files.</summary>
    public static DatabaseSource OfFiles { get; } = new(DuckDbProvider.Memory, DatabaseProvider.DuckDb, DatabaseProvider.DuckDb.Parse(DuckDbProvider.Memory), timeoutSeconds: null);

    public DatabaseProvider Provider { get; }

    public int? TimeoutSeconds { get; }

    /// <summary>The connection string without its secrets, or the variable that holds it.</summary>
    public string Shown { get; }

    /// <summary>The database that the command line names.</summary>
    /// <param name="given">A connection string, an address, a path, or <c>env:</c> and a variable that holds one.</param>
    /// <param name="providerName">The kind of database; <see langword="null"/> where the text says it.</param>
    /// <param name="timeoutSeconds">How long connecting and each statement may take.</param>
    /// <exception cref="UsageException">The variable is not set, the text is no connection string, or does not say what it connects to.</exception>
    public static DatabaseSource Of(string given, string? providerName, int? timeoutSeconds)
    {
        string text = given;
        if (given.StartsWith(OfVariable, StringComparison.Ordinal))
        {
            string variable = given[OfVariable.Length..];
            text = variable.Length > 0 && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
                ? value
                : throw new UsageException($"--database {given}: the environment variable {variable} is not set or empty; expected one with a connection string.");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UsageException("--database is empty; expected a connection string, a path, or env: and the name of an environment variable.");
        }

        DatabaseProvider provider = providerName is null
            ? Guess(text) ?? throw new UsageException(!text.Contains('=', StringComparison.Ordinal) && !File.Exists(text)
                ? $"--database {ShownOf(given)}: there is no such file; expected a path, a connection string, or env: and the name of an environment variable."
                : $"--database does not say what it connects to; choose it with --provider: {Options.Words.Or([.. DatabaseProvider.All.Select(one => one.Name)])}.")
            : DatabaseProvider.All.Single(one => one.Name == providerName);
        try
        {
            return new DatabaseSource(given, provider, provider.Parse(text), timeoutSeconds);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The messages of drivers may quote the text.
            throw new UsageException($"--database is no connection string of {provider}: {Secrets.WithoutPasswords(wrong.Message.Replace(text, "the text", StringComparison.Ordinal).Split(" (Parameter '")[0])}");
        }
    }

    /// <summary>A text that was not understood: the name of a variable, or what can only be a path. Whatever else it is may hold a password.</summary>
    private static string ShownOf(string given) =>
        given.StartsWith(OfVariable, StringComparison.Ordinal) || !given.AsSpan().ContainsAny(":@=; ") ? given : Secrets.Hidden;

    /// <summary>Opens a connection that can only read.</summary>
    public DbConnection Open() => Provider.Open(connection, TimeoutSeconds);

    /// <summary>A text without the connection string and its secrets.</summary>
    public string Hide(string text) => text == given ? Shown : Secrets.WithoutPasswords(Secrets.Without(text, secrets));

    /// <summary>The database, without its secrets.</summary>
    public override string ToString() => Shown;

    private static DatabaseProvider? Guess(string text)
    {
        if (PostgreSqlProvider.IsAddress(text))
        {
            return DatabaseProvider.PostgreSql;
        }

        string? path = text;
        if (text.Contains('=', StringComparison.Ordinal) && !File.Exists(text))
        {
            var builder = new DbConnectionStringBuilder();
            try
            {
                builder.ConnectionString = text;
            }
            catch (ArgumentException)
            {
                return null;
            }

            if (builder.ContainsKey("Host"))
            {
                return DatabaseProvider.PostgreSql;
            }

            path = builder.TryGetValue("Data Source", out object? spaced) ? spaced as string : builder.TryGetValue("DataSource", out object? joined) ? joined as string : null;
        }

        return path is null ? null
            : path.StartsWith(DuckDbProvider.Memory, StringComparison.Ordinal) || path.EndsWith(".duckdb", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ddb", StringComparison.OrdinalIgnoreCase) ? DatabaseProvider.DuckDb
            : path.EndsWith(".sqlite", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".sqlite3", StringComparison.OrdinalIgnoreCase) ? DatabaseProvider.Sqlite
            : OfContent(path);
    }

    /// <summary>What a file says that it is in its first bytes.</summary>
    private static DatabaseProvider? OfContent(string path)
    {
        const int Length = 16;
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> head = stackalloc byte[Length];
            int read = file.ReadAtLeast(head, Length, throwOnEndOfStream: false);
            return read < Length ? null
                : head.StartsWith("SQLite format 3"u8) ? DatabaseProvider.Sqlite
                : head[8..].StartsWith("DUCK"u8) ? DatabaseProvider.DuckDb
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
