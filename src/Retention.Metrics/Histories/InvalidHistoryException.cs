namespace Retention.Metrics;

/// <summary>The facts cannot be a history. <see cref="Findings"/> lists every reason at once.</summary>
public sealed class InvalidHistoryException : ArgumentException
{
    internal InvalidHistoryException(IReadOnlyList<Finding> findings)
        : base($"{findings.Count} finding{(findings.Count == 1 ? "" : "s")}:{string.Concat(findings.Take(20).Select(finding => $"{Environment.NewLine}  {finding}"))}{(findings.Count > 20 ? $"{Environment.NewLine}  and {findings.Count - 20} more" : "")}") =>
        Findings = findings;

    /// <summary>Every finding.</summary>
    public IReadOnlyList<Finding> Findings { get; }
}
