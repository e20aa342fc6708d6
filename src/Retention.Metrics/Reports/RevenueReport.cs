using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a month's report says of recurring revenue, answered together.</summary>
/// <example><code>
/// RevenueReport report = timeline.Report(quarter);
/// report.RollForward[2].ClosingMrr.Monthly;   // 20.00 EUR
/// report.TrailingYear[2].NetRevenueRetention; // 0/0 = undefined
/// report.Cohorts[0].Size;                     // 2
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.Report")]
public sealed class RevenueReport : IEquatable<RevenueReport>, IJsonAnswer
{
    internal RevenueReport(RollForward rollForward, TrailingRetention trailingYear, RevenueCohortTable cohorts) =>
        (RollForward, TrailingYear, Cohorts) = (rollForward, trailingYear, cohorts);

    /// <summary>How revenue and customers got from the start to the end of each period.</summary>
    public RollForward RollForward { get; }

    /// <summary>Retention over the twelve months up to the end of each period.</summary>
    public TrailingRetention TrailingYear { get; }

    /// <summary>What became of those who first paid in each period.</summary>
    public RevenueCohortTable Cohorts { get; }

    /// <summary>Adds the figures of other customers: exact, however customers are split into parts.</summary>
    /// <param name="other">The report about customers who are not in this one.</param>
    /// <exception cref="ArgumentException">Periods, policy or currency differ; the message names what differs.</exception>
    public RevenueReport Merge(RevenueReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new RevenueReport(RollForward.Merge(other.RollForward), TrailingYear.Merge(other.TrailingYear), Cohorts.Merge(other.Cohorts));
    }

    /// <summary>Whether all figures are equal.</summary>
    public static bool operator ==(RevenueReport? left, RevenueReport? right) => Equals(left, right);

    /// <summary>Whether any figure differs.</summary>
    public static bool operator !=(RevenueReport? left, RevenueReport? right) => !Equals(left, right);

    /// <summary>Whether all figures are equal.</summary>
    public bool Equals(RevenueReport? other) =>
        other is not null && RollForward.Equals(other.RollForward) && TrailingYear.Equals(other.TrailingYear) && Cohorts.Equals(other.Cohorts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RevenueReport);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RollForward, TrailingYear, Cohorts);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("rollForward", RollForward);
        json.Add("trailingYear", TrailingYear);
        json.Add("cohorts", Cohorts);
    }

    /// <summary>The answers.</summary>
    public override string ToString() => FormattableString.Invariant($"{RollForward}, {TrailingYear}, {Cohorts}");
}
