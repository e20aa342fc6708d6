namespace Retention.Metrics.Sql;

/// <summary>A source and columns of it that split its customers: every answer about it is given for each segment.</summary>
/// <remarks>An answer by segment takes one statement more, for the segments without a figure.</remarks>
/// <typeparam name="TSource">The source.</typeparam>
public sealed class SqlSegmented<TSource>
    where TSource : SqlSource
{
    internal SqlSegmented(TSource source, ReadOnlySpan<string> columns)
    {
        Source = source;
        string[] names = columns.ToArray();
        if (names.Length == 0 || names.Any(string.IsNullOrWhiteSpace) || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"'{string.Join("', '", names)}' do not name segments; expected one column or several different ones."), nameof(columns));
        }

        foreach (string name in names)
        {
            SqlTable.RequireIdentifier(name, nameof(columns));
        }

        Columns = names;
    }

    /// <summary>The source.</summary>
    public TSource Source { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The source, and the columns.</summary>
    public override string ToString() => FormattableString.Invariant($"{Source} by {string.Join(", ", Columns)}");
}
