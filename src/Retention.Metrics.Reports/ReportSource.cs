namespace Retention.Metrics.Reports;

/// <summary>What became of the rows of one source of facts, such as a file.</summary>
/// <param name="Name">The name of the file or table.</param>
/// <param name="Read">The rows read.</param>
/// <param name="Used">The rows that the figures are made of.</param>
public sealed record ReportSource(string Name, long Read, long Used)
{
    /// <summary>What a row is, in the plural: <c>rows</c>, <c>objects</c>.</summary>
    public string Unit { get; init; } = "rows";

    /// <summary>The rows that repeat another and are counted once.</summary>
    public long Repeated { get; init; }

    /// <summary>The rows that a later row replaces.</summary>
    public long Superseded { get; init; }

    /// <summary>The rows that a rule leaves out.</summary>
    public long LeftOut { get; init; }

    /// <summary>The rows that cannot be used, or belong to one that cannot.</summary>
    public long Refused { get; init; }

    /// <summary>What a reader has to know of the source: findings, rules that leave out rows, columns that are not read.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The name and the counts.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {Read} {Unit} read, {Used} used");
}
