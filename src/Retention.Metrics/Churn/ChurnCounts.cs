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
        var tally = new ChurnTally(PeriodIndex.Over(periods), Days(periods, policy), Renewals(timeline, periods, policy), policy);
        tally.Follow(timeline.Columns, customer);
        return Of(periods, [tally]);
    }

    /// <summary>Counts by the policy, in one pass of its own.</summary>
    public static ChurnCounts Over(RevenueTimeline timeline, ReportingPeriods periods, MetricPolicy policy, Execution execution) =>
        Over(timeline, periods, segments: null, policy, execution)[0];

    /// <summary>Counts each segment by the policy, in one pass of its own.</summary>
    public static ChurnCounts[] Over(RevenueTimeline timeline, ReportingPeriods periods, SegmentColumn? segments, MetricPolicy policy, Execution execution)
    {
        PeriodIndex index = PeriodIndex.Over(periods);
        PeriodIndex? days = Days(periods, policy);
        Func<int, int, bool>? renewals = Renewals(timeline, periods, policy);
        RevenueColumns columns = timeline.Columns;
        int count = segments?.Segments.Length ?? 1;
        ChurnTally[][] parts = CustomerSplit.Run(columns.Offsets, execution, (first, end) =>
        {
            ChurnTally[] tallies = [.. Enumerable.Range(0, count).Select(_ => new ChurnTally(index, days, renewals, policy))];
            for (int customer = first; customer < end; customer++)
            {
                tallies[segments is null ? 0 : segments.SegmentOf[customer]].Follow(columns, customer);
            }

            return tallies;
        });
        return [.. Enumerable.Range(0, count).Select(segment => Of(periods, [.. parts.Select(part => part[segment])]))];
    }

    // Without the events the terms are unknown: then nobody is at risk, and the rate is undefined.
    private static Func<int, int, bool>? Renewals(RevenueTimeline timeline, ReportingPeriods periods, MetricPolicy policy)
    {
        if (policy.ChurnDenominator != ChurnDenominator.UpForRenewal || timeline.History is not { } history)
        {
            return null;
        }

        RenewalCalendar terms = RenewalCalendar.Of(history, periods.Zone);
        return (customer, period) => terms.IsUpForRenewal(timeline.CustomerAt(customer), periods[period]);
    }

    private static PeriodIndex? Days(ReportingPeriods periods, MetricPolicy policy) =>
        policy.ChurnDenominator == ChurnDenominator.EachDay ? PeriodIndex.OverDays(periods.Zone, periods.Start, periods.End) : null;

    private static ChurnCounts Of(ReportingPeriods periods, ChurnTally[] parts)
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
