namespace Retention.Metrics.Signals;

/// <summary>The totals of each group in each period; the last group is of customers without a value.</summary>
internal sealed class SignalTotals : IAnswerTotals, IEquatable<SignalTotals>
{
    private readonly SignalGroupTotals[][] periods;

    private SignalTotals(SignalGroupTotals[][] periods, SignalRanges? ranges) => (this.periods, Ranges) = (periods, ranges);

    /// <summary>The quantiles of each period; nothing of groups between bounds. Parts are added only where they agree.</summary>
    public SignalRanges? Ranges { get; }

    /// <inheritdoc/>
    public bool IsEmpty => Array.TrueForAll(periods, groups => Array.TrueForAll(groups, group => group.AtRisk == 0));

    /// <summary>Makes totals of those that were checked.</summary>
    public static SignalTotals Of(SignalGroups groups, IReadOnlyList<IReadOnlyList<SignalGroupTotals>> totals)
    {
        SignalGroupTotals[][] copy = [.. totals.Select(period => period.Select((one, group) => groups.AreQuantiles || group == groups.Count ? one : WithRange(one, groups.RangeOf(group))).ToArray())];
        return new SignalTotals(copy, groups.AreQuantiles ? SignalRanges.Of(copy) : null);
    }

    /// <summary>What is wrong with the totals of one period, or nothing.</summary>
    public static string? Contradiction(SignalGroups groups, IReadOnlyList<SignalGroupTotals>? totals)
    {
        if (totals is null || totals.Count != groups.Count + 1)
        {
            return FormattableString.Invariant($"there are totals of {totals?.Count ?? 0} groups; expected {groups.Count} groups, and last the customers without a value");
        }

        double? last = null;
        for (int group = 0; group < totals.Count; group++)
        {
            SignalGroupTotals one = totals[group];
            bool isQuantile = groups.AreQuantiles && group < groups.Count;
            string? wrong = one.Contradiction()
                ?? (group == groups.Count && (one.From ?? one.To) is not null ? "a range is given; customers without a value have none" : null)
                ?? (isQuantile ? one.ContradictionOfRange() : null)
                ?? (isQuantile && one.From <= last ? FormattableString.Invariant($"it starts at {one.From}, and the group before ends at {last}; expected rising ranges") : null);
            if (wrong is not null)
            {
                return FormattableString.Invariant($"group {group + 1}: {wrong}");
            }

            last = isQuantile ? one.To ?? last : last;
        }

        return null;
    }

    /// <summary>The totals of a period.</summary>
    public ReadOnlySpan<SignalGroupTotals> Of(int period) => periods[period];

    /// <summary>The totals of all periods together.</summary>
    public SignalGroupTotals[] Whole() => periods.Aggregate(Plus);

    /// <summary>Adds the totals of other customers in the same groups.</summary>
    public SignalTotals Plus(SignalTotals other) => new([.. periods.Zip(other.periods, Plus)], Ranges);

    public bool Equals(SignalTotals? other) =>
        other is not null && periods.Length == other.periods.Length && periods.Zip(other.periods).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    public override bool Equals(object? obj) => Equals(obj as SignalTotals);

    public override int GetHashCode() => HashCode.Combine(periods.Length, periods[0][0], periods[^1][^1]);

    private static SignalGroupTotals[] Plus(SignalGroupTotals[] left, SignalGroupTotals[] right) => [.. left.Zip(right, (one, other) => one + other)];

    private static SignalGroupTotals WithRange(SignalGroupTotals one, (double? From, double? To) range) => one with { From = range.From, To = range.To };
}
