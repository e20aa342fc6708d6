using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one group of customers in one period, from which <see cref="ChurnBySignal"/> is made.</summary>
/// <remarks>Money is in annual millionths of the currency's major unit: 49.00 a month is 588,000,000.</remarks>
/// <example><code>
/// SignalGroupTotals few = new() { AtRisk = 4, Lost = 2, MrrAtRisk = 588_000_000, MrrLost = 294_000_000 };
/// SignalGroupTotals many = new() { AtRisk = 6, MrrAtRisk = 1_176_000_000 };
/// ChurnBySignal churn = ChurnBySignal.FromTotals(march, MetricPolicy.Default, Currency.Eur, "count:login:30d", SignalGroups.Bounds(5), [[few, many, default]]);
/// churn.Whole.Groups[0].ChurnRate.Value; // 0.5
/// churn.Whole.Total.ChurnRate.Value;     // 0.2
/// </code></example>
[JsonConverter(typeof(SignalGroupTotalsJsonConverter))]
public readonly record struct SignalGroupTotals : IAdditionOperators<SignalGroupTotals, SignalGroupTotals, SignalGroupTotals>
{
    /// <summary>Customers active at the start of the period.</summary>
    public long AtRisk { get; init; }

    /// <summary>How many of them are not active at its end.</summary>
    public long Lost { get; init; }

    /// <summary>Revenue at the start of those at risk.</summary>
    public Int128 MrrAtRisk { get; init; }

    /// <summary>Revenue at the start of those who were lost.</summary>
    public Int128 MrrLost { get; init; }

    /// <summary>The lowest value in a quantile; nothing where nobody is in it, and of groups between bounds.</summary>
    public double? From { get; init; }

    /// <summary>The highest value in a quantile; nothing where nobody is in it, and of groups between bounds.</summary>
    public double? To { get; init; }

    /// <summary>Adds the totals of other customers, or of another period; the range holds both.</summary>
    public static SignalGroupTotals operator +(SignalGroupTotals left, SignalGroupTotals right) => new()
    {
        AtRisk = left.AtRisk + right.AtRisk,
        Lost = left.Lost + right.Lost,
        MrrAtRisk = left.MrrAtRisk + right.MrrAtRisk,
        MrrLost = left.MrrLost + right.MrrLost,
        From = left.From is { } low && right.From is { } other ? double.Min(low, other) : left.From ?? right.From,
        To = left.To is { } high && right.To is { } last ? double.Max(high, last) : left.To ?? right.To,
    };

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(SignalGroupTotals), PrintMembers);

    /// <summary>What is wrong with the totals, or nothing.</summary>
    internal string? Contradiction() =>
        TotalsArgument.Outside("atRisk", AtRisk, 0, long.MaxValue)
        ?? TotalsArgument.Outside("lost", Lost, 0, AtRisk, "as no more are lost than are at risk")
        ?? TotalsArgument.Outside("mrrAtRisk", MrrAtRisk, 0, AtRisk == 0 ? 0 : TotalsArgument.LargestAmount, AtRisk == 0 ? "as nobody is at risk" : null)
        ?? TotalsArgument.Outside("mrrLost", MrrLost, 0, Lost == 0 ? 0 : MrrAtRisk, Lost == 0 ? "as nobody is lost" : "as no more is lost than is at risk");

    /// <summary>What is wrong with the range of a quantile, or nothing.</summary>
    internal string? ContradictionOfRange()
    {
        bool isRange = From is { } low && To is { } high && double.IsFinite(low) && double.IsFinite(high) && low <= high;
        return isRange || (AtRisk == 0 && From is null && To is null) ? null
            : AtRisk > 0 && From is null && To is null ? "there is no range; expected the lowest and the highest value of the quantile"
            : FormattableString.Invariant($"the range is from {From} to {To}; expected two finite numbers that do not fall");
    }
}
