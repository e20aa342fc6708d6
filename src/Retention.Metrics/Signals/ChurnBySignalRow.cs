using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The churn of one period by the groups of a signal at its start.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.ChurnBySignal")]
public sealed class ChurnBySignalRow : SignalChurn
{
    internal ChurnBySignalRow(ReportingPeriod period, SignalGroups groups, Currency currency, ReadOnlySpan<SignalGroupTotals> totals)
        : base(groups, currency, totals) => Period = period;

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    private protected override void WriteTo(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        base.WriteTo(json);
    }

    /// <summary>The period, the groups and the total.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {base.ToString()}");
}
