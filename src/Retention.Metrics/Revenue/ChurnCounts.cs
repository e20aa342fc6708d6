namespace Retention.Metrics;

/// <summary>Losses and bases of customer churn as a policy other than the default counts them, per period.</summary>
/// <remarks>The base is kept in halves, since the mean of two counts may end in one.</remarks>
internal sealed class ChurnCounts(long[] lost, long[] twiceBase) : IEquatable<ChurnCounts>
{
    /// <summary>The rate of a period; undefined where nobody was at risk, or terms are unknown.</summary>
    public Ratio Rate(int period) => CustomerChurn.Rate(lost[period], twiceBase[period] / 2m);

    public ChurnCounts Merge(ChurnCounts other) => new([.. lost.Zip(other.Lost, (a, b) => a + b)], [.. twiceBase.Zip(other.TwiceBase, (a, b) => a + b)]);

    public bool Equals(ChurnCounts? other) => other is not null && lost.AsSpan().SequenceEqual(other.Lost) && twiceBase.AsSpan().SequenceEqual(other.TwiceBase);

    public override bool Equals(object? obj) => Equals(obj as ChurnCounts);

    public override int GetHashCode() => HashCode.Combine(lost.Length, lost[0], twiceBase[0]);

    private long[] Lost => lost;

    private long[] TwiceBase => twiceBase;

    /// <summary>Counts one customer: what they add to the rate of each period.</summary>
    public static ChurnCounts OfCustomer(RevenueTimeline timeline, int customer, ReportingPeriods periods, MetricPolicy policy)
    {
        ChurnTally tally = new ChurnQuestion(timeline, periods, segments: null, policy).NewTally();
        tally.Follow(timeline.Columns, customer);
        return Of(periods, [tally]);
    }

    /// <summary>Adds up what tallies counted.</summary>
    public static ChurnCounts Of(ReportingPeriods periods, ChurnTally[] parts)
    {
        var lost = new long[periods.Count];
        var twiceBase = new long[periods.Count];
        foreach (ChurnTally part in parts)
        {
            part.AddTo(lost, twiceBase);
        }

        return new ChurnCounts(lost, twiceBase);
    }
}
