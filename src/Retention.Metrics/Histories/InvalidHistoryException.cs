using System.Globalization;
using System.Text;

namespace Retention.Metrics;

/// <summary>The facts cannot be a history. <see cref="Findings"/> lists every reason at once.</summary>
public sealed class InvalidHistoryException : ArgumentException
{
    private const int MostShown = 20;

    internal InvalidHistoryException(IReadOnlyList<Finding> findings)
        : base(Summary(findings)) =>
        Findings = findings;

    /// <summary>Every finding.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    private static string Summary(IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{findings.Count} finding").Append(findings.Count == 1 ? ":" : "s:");
        foreach (Finding finding in findings.Take(MostShown))
        {
            _ = text.AppendLine().Append("  ").Append(finding);
        }

        return findings.Count > MostShown
            ? text.AppendLine().Append(CultureInfo.InvariantCulture, $"  and {findings.Count - MostShown} more").ToString()
            : text.ToString();
    }
}
