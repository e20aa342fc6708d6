using System.Data.Common;
using System.Globalization;

namespace Retention.Metrics.Sql.Reading;

/// <summary>Reads keys of one type, without boxing.</summary>
internal interface IKeyReader<out TKey>
    where TKey : notnull
{
    static abstract TKey Read(DbDataReader reader, int column);
}

/// <summary>Keys that are integers.</summary>
internal readonly struct NumberKeys : IKeyReader<long>
{
    public static long Read(DbDataReader reader, int column) => reader.GetInt64(column);
}

/// <summary>Keys that are UUIDs.</summary>
internal readonly struct UuidKeys : IKeyReader<Guid>
{
    public static Guid Read(DbDataReader reader, int column) => reader.GetGuid(column);
}

/// <summary>Keys that are texts, or are read as such.</summary>
internal readonly struct TextKeys : IKeyReader<string>
{
    /// <summary>The text; where a column can hold values of any type, that of a number, or of bytes in hexadecimal, as no two keys may become one.</summary>
    public static string Read(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        string text => text,
        byte[] bytes => @"\x" + Convert.ToHexStringLower(bytes),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
    };
}

/// <summary>How a key is read.</summary>
internal enum KeyKind
{
    Number,
    Uuid,
    Text,
}

/// <summary>Finds out how the keys of a source are read.</summary>
internal static class KeyKinds
{
    /// <summary>What the query is for, where nothing else is asked.</summary>
    public const string What = "the types of the keys";

    /// <summary>The kinds of columns of a source, from a query without rows.</summary>
    public static Task<KeyKind[]> OfAsync(SqlSource source, string[] columns, CancellationToken cancellation) => OfAsync(source.Database, source.Table, columns, What, cancellation);

    /// <summary>The kinds of columns of a table, from a query without rows.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="what">What the query is for, for messages.</param>
    /// <param name="cancellation">Stops the query.</param>
    public static async Task<KeyKind[]> OfAsync(SqlDatabase database, SqlTable table, string[] columns, string what, CancellationToken cancellation)
    {
        SqlDialect dialect = database.Dialect;
        if (!dialect.HasTypedColumns)
        {
            return [.. columns.Select(_ => KeyKind.Text)];
        }

        string statement = $"SELECT {string.Join(", ", columns.Select(column => "rm_t." + dialect.Quote(column)))}\nFROM {table.In(dialect)} AS rm_t\nWHERE 1 = 0";
        return await database.RunAsync(
            statement, what, reader => Task.FromResult<KeyKind[]>([.. Enumerable.Range(0, columns.Length).Select(column => KindOf(reader.GetFieldType(column)))]), cancellation).ConfigureAwait(false);
    }

    /// <summary>A key as it is selected.</summary>
    public static string Select(this KeyKind kind, SqlDialect dialect, string key) => kind switch
    {
        KeyKind.Number => dialect.BigInteger(key),
        KeyKind.Uuid => key,
        _ => dialect.HasTypedColumns ? dialect.Text(key) : key,
    };

    private static KeyKind KindOf(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(short) ? KeyKind.Number
        : type == typeof(Guid) ? KeyKind.Uuid
        : KeyKind.Text;
}
