namespace Retention.Metrics.Sql;

/// <summary>A table, a view, or a trusted <c>SELECT</c>.</summary>
/// <example><code>
/// SqlTable named = SqlTable.Named("billing", "levels");                      // "billing"."levels"
/// SqlTable query = SqlTable.Select("SELECT * FROM 'events/*.parquet'");      // a text of your own
/// </code></example>
public sealed class SqlTable
{
    private readonly string[] names;
    private readonly string? select;

    private SqlTable(string[] names, string? select)
    {
        this.names = names;
        this.select = select;
    }

    /// <summary>A table or view by its name, with its schema or database before it. The dialect quotes each part.</summary>
    /// <param name="names">The name, or several parts of it: <c>"billing", "levels"</c>.</param>
    /// <exception cref="ArgumentException">There is no part, one is blank or holds a control character, or the only one begins with <c>rm_</c>, as names within the statements do.</exception>
    public static SqlTable Named(params ReadOnlySpan<string> names)
    {
        if (names.IsEmpty)
        {
            throw new ArgumentException("A table has a name; expected at least one part.", nameof(names));
        }

        foreach (string name in names)
        {
            RequireIdentifier(name, nameof(names));
        }

        return names.Length > 1 || !names[0].StartsWith("rm_", StringComparison.OrdinalIgnoreCase)
            ? new SqlTable(names.ToArray(), select: null)
            : throw new ArgumentException(FormattableString.Invariant($"'{names[0]}' begins with 'rm_', as the names within the statements do; expected its schema before it, as in \"main\", \"{names[0]}\"."), nameof(names));
    }

    /// <summary>The rows of a query. The text becomes part of the statement as it is: it must be your own.</summary>
    /// <param name="query">A <c>SELECT</c> without a semicolon.</param>
    /// <exception cref="ArgumentException">The text is blank.</exception>
    public static SqlTable Select(string query)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(query);
        return new SqlTable([], query);
    }

    /// <summary>Converts a name to a table.</summary>
    public static implicit operator SqlTable(string name) => Named(name);

    /// <summary>The table as it follows <c>FROM</c>.</summary>
    internal string In(SqlDialect dialect) => select is null ? string.Join('.', names.Select(dialect.Quote)) : string.Concat("(\n", select, "\n)");

    /// <summary>Refuses what is no name of a table or column.</summary>
    internal static void RequireIdentifier(string identifier, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(identifier, parameter);
        if (identifier.Any(char.IsControl) || !System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(identifier)).Equals(identifier, StringComparison.Ordinal))
        {
            throw new ArgumentException("An identifier must not hold control characters or half of a surrogate pair.", parameter);
        }
    }

    /// <summary>The name, or the query.</summary>
    public override string ToString() => select ?? string.Join('.', names);
}
