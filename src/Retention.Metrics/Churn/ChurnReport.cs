using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Why, when and after what customers churned, and who was up for renewal, answered together.</summary>
/// <example><code>
/// ChurnReport report = ChurnAnalysis.Of(history).Report(march);
/// report.ByReason[0].Of(ChurnReason.Paused).ChurnMrr.Monthly; // 50.00 EUR
/// report.Renewals[0].ShareOfChurnOnRenewal.Value;             // 0.25
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ChurnAnalysis.Report")]
public sealed class ChurnReport : IEquatable<ChurnReport>, IJsonAnswer
{
    internal ChurnReport(ChurnByReason byReason, ChurnByTenure byTenure, ChurnByTrigger byTrigger, Renewals renewals) =>
        (ByReason, ByTenure, ByTrigger, Renewals) = (byReason, byTenure, byTrigger, renewals);

    /// <summary>The churn of each period by why the last subscription ended.</summary>
    public ChurnByReason ByReason { get; }

    /// <summary>The churned customers of each period by how long they had been customers.</summary>
    public ChurnByTenure ByTenure { get; }

    /// <summary>The churn of each period by what happened shortly before.</summary>
    public ChurnByTrigger ByTrigger { get; }

    /// <summary>Who was up for renewal in each period, and how much of the churn falls on a renewal.</summary>
    public Renewals Renewals { get; }

    /// <summary>Adds the figures of other customers: exact, however customers are split into parts.</summary>
    /// <param name="other">The report about customers who are not in this one.</param>
    /// <exception cref="ArgumentException">Periods, policy, currency or window differ; the message names what differs.</exception>
    public ChurnReport Merge(ChurnReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ChurnReport(ByReason.Merge(other.ByReason), ByTenure.Merge(other.ByTenure), ByTrigger.Merge(other.ByTrigger), Renewals.Merge(other.Renewals));
    }

    /// <summary>Whether all figures are equal.</summary>
    public static bool operator ==(ChurnReport? left, ChurnReport? right) => Equals(left, right);

    /// <summary>Whether any figure differs.</summary>
    public static bool operator !=(ChurnReport? left, ChurnReport? right) => !Equals(left, right);

    /// <summary>Whether all figures are equal.</summary>
    public bool Equals(ChurnReport? other) =>
        other is not null && ByReason.Equals(other.ByReason) && ByTenure.Equals(other.ByTenure) && ByTrigger.Equals(other.ByTrigger) && Renewals.Equals(other.Renewals);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChurnReport);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ByReason, ByTenure, ByTrigger, Renewals);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("byReason", ByReason);
        json.Add("byTenure", ByTenure);
        json.Add("byTrigger", ByTrigger);
        json.Add("renewals", Renewals);
    }

    /// <summary>The answers.</summary>
    public override string ToString() => FormattableString.Invariant($"{ByReason}, {ByTenure}, {ByTrigger}, {Renewals}");
}
