namespace Retention.Metrics.Revenue;

/// <summary>Lost customers and customers at risk in each period, of each segment or of all customers.</summary>
internal sealed class ChurnCountAggregate(RevenueTimeline timeline, ReportingPeriods periods, SegmentColumn? segments, MetricPolicy policy)
    : IAggregate<RevenueColumns, ChurnCounter[], ChurnCounts[]>
{
    private readonly PeriodIndex index = PeriodIndex.Over(periods);
    private readonly PeriodIndex? days = policy.ChurnDenominator == ChurnDenominator.EachDay ? PeriodIndex.OverDays(periods.Zone, periods.Start, periods.End) : null;
    private readonly Func<int, int, bool>? renewals = Renewals(timeline, periods, policy);

    /// <summary>Adds the aggregate to a plan, where churn does not follow from the two ends of each period.</summary>
    public static Planned<ChurnCounts[]>? AddWhereNeeded(AggregatePlan<RevenueColumns> plan, RevenueTimeline timeline, ReportingPeriods periods, SegmentColumn? segments, MetricPolicy policy) =>
        policy.CountsChurnAtPeriodEnds ? null : plan.Add(new ChurnCountAggregate(timeline, periods, segments, policy));

    /// <summary>The counts of one customer.</summary>
    public ChurnCounts OfCustomer(RevenueColumns columns, int customer)
    {
        ChurnCounter counter = NewCounter();
        counter.Add(columns, customer);
        return counter.Finish();
    }

    public ChurnCounter[] NewState() => [.. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(_ => NewCounter())];

    public void Update(ChurnCounter[] state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            state[segments is null ? 0 : segments.SegmentOf[columns.FirstCustomer + customer]].Add(columns, customer);
        }
    }

    public void Combine(ChurnCounter[] state, ChurnCounter[] other)
    {
        for (int segment = 0; segment < state.Length; segment++)
        {
            state[segment].Combine(other[segment]);
        }
    }

    public ChurnCounts[] Finish(ChurnCounter[] state) => [.. state.Select(counter => counter.Finish())];

    private ChurnCounter NewCounter() => new(index, days, renewals, policy);

    // Without events the terms are unknown: then no customer is at risk, and the rate is undefined.
    private static Func<int, int, bool>? Renewals(RevenueTimeline timeline, ReportingPeriods periods, MetricPolicy policy)
    {
        if (policy.ChurnDenominator != ChurnDenominator.UpForRenewal || timeline.History is not { } history)
        {
            return null;
        }

        RenewalCalendar terms = RenewalCalendar.Of(history, periods.Zone);
        return (customer, period) => terms.IsUpForRenewal(timeline.CustomerAt(customer), periods[period]);
    }
}
