using Retention.Metrics.Csv.Rules;

namespace Retention.Metrics.Csv;

/// <summary>Which rows of a file are read. What a rule leaves out is counted under its name; a rule may also refuse a row with a reason.</summary>
/// <remarks>
/// <para>A condition names a column of the file and compares its cells: <c>Status in active,past_due</c>, <c>Status not in test</c>, <c>is_trial_period != true</c>,
/// <c>Ended At is empty</c>, <c>Ended At is not empty</c>, <c>amount &gt;= 10</c>. Conditions joined by <c>or</c> are met where one is. Texts are compared without case and without spaces around them.
/// A name or a value with such words, commas or signs in it is written in double quotes.</para>
/// <para><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> and <c>&gt;=</c> compare numbers written <c>1234.56</c>; a row with another text there is refused.</para>
/// <para>A rule on a column that the file does not have is an error of the file.</para>
/// </remarks>
/// <example><code>
/// var options = new CsvImportOptions
/// {
///     Rules =
///     [
///         RowRule.Where("Status in active,past_due,canceled"),
///         RowRule.Of("paid", ["subscription_status", "last_payment_date"], cells => cells[0] != "on-hold" || cells[1] != ""),
///     ],
/// };
/// </code></example>
public sealed class RowRule
{
    private RowRule(string name, IReadOnlyList<string> columns, Func<IReadOnlyList<string>, IReadOnlyList<string>, RuleResult> judge, Func<int, bool> readsText, string? refusal)
    {
        Name = name;
        Columns = columns;
        Judge = judge;
        ReadsText = readsText;
        Refusal = refusal;
    }

    /// <summary>The name under which the rows that it leaves out are counted.</summary>
    public string Name { get; }

    /// <summary>The columns that it reads, as the file calls them.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Judges the texts of the cells, given their values too: empty where a text means that there is none.</summary>
    internal Func<IReadOnlyList<string>, IReadOnlyList<string>, RuleResult> Judge { get; }

    /// <summary>Whether the verdict depends on the text of a column, by its place in <see cref="Columns"/>; else only on whether it has a value.</summary>
    internal Func<int, bool> ReadsText { get; }

    /// <summary>Why a row that does not meet the condition is refused; <see langword="null"/> where it is left out.</summary>
    internal string? Refusal { get; }

    /// <summary>Rows that meet a condition are read, all others are left out.</summary>
    /// <param name="condition">The condition; it is the name of the rule too.</param>
    /// <exception cref="FormatException">The condition cannot be read; the message says what is valid.</exception>
    public static RowRule Where(string condition) => OfCondition(condition, refusal: null);

    /// <summary>Rows that meet a condition are read, all others are refused.</summary>
    /// <param name="condition">The condition; it is the name of the rule too.</param>
    /// <param name="reason">What is wrong with a row that does not meet it.</param>
    /// <exception cref="ArgumentException">The reason is blank.</exception>
    /// <exception cref="FormatException">The condition cannot be read; the message says what is valid.</exception>
    public static RowRule Require(string condition, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return OfCondition(condition, reason);
    }

    /// <summary>Rows of which a function says so are read, all others are left out.</summary>
    /// <param name="name">The name under which the others are counted.</param>
    /// <param name="columns">The columns that the function sees, as the file calls them.</param>
    /// <param name="keeps">Says of the cells of these columns, in this order, whether the row is read. It must say the same of the same cells: it is asked once for several rows, from any thread.</param>
    /// <exception cref="ArgumentException">The name is blank, or there is no column.</exception>
    public static RowRule Of(string name, IReadOnlyList<string> columns, Func<IReadOnlyList<string>, bool> keeps)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(keeps);
        return columns.Count > 0
            ? new RowRule(name, Array.AsReadOnly([.. columns]), (_, values) => keeps(values) ? RuleResult.Met : RuleResult.NotMet, _ => true, refusal: null)
            : throw new ArgumentException("A rule needs at least one column of the file to look at.", nameof(columns));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static RowRule OfCondition(string condition, string? refusal)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var parsed = RowCondition.Parse(condition);
        return new RowRule(condition.Trim(), Array.AsReadOnly([.. parsed.Columns]), parsed.Judge, parsed.ReadsText, refusal);
    }
}
