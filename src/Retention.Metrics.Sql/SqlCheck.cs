namespace Retention.Metrics.Sql;

/// <summary>What cannot be true in a source.</summary>
public enum SqlFindingKind
{
    /// <summary>A customer, subscription, time, amount, factor or currency is null, blank or, in SQLite, a text that is no time.</summary>
    MissingValue,

    /// <summary>An amount or a factor is below 0.</summary>
    NegativeAmount,

    /// <summary>An amount does not fit into 64 bits of millionths, or a factor is above 1,000,000.</summary>
    AmountTooLarge,

    /// <summary>A minor unit has a fraction, or an amount has more than six decimals.</summary>
    InexactAmount,

    /// <summary>A time is not in the years 1900 to 2199, or a local time not in 1970 to 2099.</summary>
    TimeOutOfRange,

    /// <summary>A row is in another currency than the source.</summary>
    OtherCurrency,

    /// <summary>A subscription has two levels at one instant, and nothing says which of them is later.</summary>
    TwoLevelsAtOneInstant,

    /// <summary>A subscription has rows of two customers.</summary>
    SubscriptionOfTwoCustomers,

    /// <summary>An interval ends before it starts.</summary>
    EndsBeforeStart,

    /// <summary>Two intervals of one subscription overlap.</summary>
    OverlappingIntervals,

    /// <summary>A customer has rows with two values of a segment column.</summary>
    CustomerInTwoSegments,
}

/// <summary>One kind of thing that cannot be true, counted, with some of its rows.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many rows, subscriptions or customers.</param>
/// <param name="Samples">Up to five of them, one line each.</param>
/// <param name="Sql">The statement that lists all of them.</param>
public sealed record SqlFinding(SqlFindingKind Kind, long Count, IReadOnlyList<string> Samples, string Sql)
{
    /// <summary>The kind, the count and the first sample.</summary>
    public override string ToString() => FormattableString.Invariant($"{Kind}: {Count}{(Samples is [string first, ..] ? ", such as " + first : "")}");
}

/// <summary>What the check of a source has found.</summary>
/// <param name="Rows">How many rows were checked.</param>
/// <param name="Findings">What cannot be true; empty where the source is valid. Rows together are checked where each row alone is valid.</param>
public sealed record SqlCheck(long Rows, IReadOnlyList<SqlFinding> Findings)
{
    /// <summary>Whether nothing was found.</summary>
    public bool IsValid => Findings.Count == 0;

    /// <summary>The number of rows, and the findings.</summary>
    public override string ToString() => FormattableString.Invariant($"{Rows} rows, {(IsValid ? "no findings" : string.Join("; ", Findings))}");
}

/// <summary>A source with findings, of which no answer is computed.</summary>
public sealed class InvalidSourceException : Exception
{
    internal InvalidSourceException(SqlSource source, SqlCheck check)
        : base(FormattableString.Invariant($"{source.Table} holds what cannot be true: {string.Join("; ", check.Findings)}. The statements in the findings list the rows."))
    {
        Check = check;
    }

    /// <summary>The findings.</summary>
    public SqlCheck Check { get; }
}

/// <summary>The check of a source.</summary>
public static class SqlCheckExtensions
{
    /// <summary>Counts and samples what cannot be true in a source: missing and negative values, contradictions, overlaps, unlike currencies.</summary>
    /// <remarks>It runs before each answer unless <see cref="SqlSource.IsChecked"/> is false.</remarks>
    /// <example><code>
    /// SqlCheck check = await levels.CheckAsync();
    /// foreach (SqlFinding finding in check.Findings)
    /// {
    ///     Console.WriteLine($"{finding}\n{finding.Sql}");
    /// }
    /// </code></example>
    /// <param name="source">The source.</param>
    /// <param name="cancellation">Stops the statements.</param>
    /// <exception cref="SqlQueryException">A statement fails.</exception>
    public static Task<SqlCheck> CheckAsync(this SqlSource source, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return SourceCheck.RunAsync(source, [], cancellation);
    }
}
