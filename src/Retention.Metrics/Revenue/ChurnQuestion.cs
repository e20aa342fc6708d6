namespace Retention.Metrics;

/// <summary>Customers lost and at risk in each period, as a policy other than the default counts them, of each segment or of all.</summary>
internal sealed class ChurnQuestion(RevenueTimeline timeline, ReportingPeriods periods, SegmentColumn? segments, MetricPolicy policy) : IQuestion<RevenueColumns, ChurnCounts[]>
{
    private readonly PeriodIndex index = PeriodIndex.Over(periods);
    private readonly PeriodIndex? days = policy.ChurnDenominator == ChurnDenominator.EachDay ? PeriodIndex.OverDays(periods.Zone, periods.Start, periods.End) : null;
    private readonly Func<int, int, bool>? renewals = Renewals(timeline, periods, policy);

    public ChurnTally NewTally() => new(index, days, renewals, policy);

    public IGatherer<RevenueColumns> NewGatherer() => new Gatherer(segments, [.. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(_ => NewTally())]);

    public ChurnCounts[] Answer(IReadOnlyList<IGatherer<RevenueColumns>> gatherers) =>
        [.. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(segment => ChurnCounts.Of(periods, [.. gatherers.Select(one => ((Gatherer)one).Tallies[segment])]))];

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

    private sealed class Gatherer(SegmentColumn? segments, ChurnTally[] tallies) : IGatherer<RevenueColumns>
    {
        public ChurnTally[] Tallies => tallies;

        public void Add(RevenueColumns columns, int firstCustomer, int endCustomer)
        {
            for (int customer = firstCustomer; customer < endCustomer; customer++)
            {
                tallies[segments is null ? 0 : segments.SegmentOf[columns.FirstCustomer + customer]].Follow(columns, customer);
            }
        }
    }
}
