using NodaTime;

namespace Retention.Metrics.Orders;

/// <summary>Days between consecutive orders of a customer by the period of the later one, for each segment or for all customers.</summary>
internal sealed class DaysBetweenOrdersAggregate(PeriodIndex periods, LocalDays days, SegmentColumn? segments) : IAggregate<OrderColumns, DayHistogram[][], DayHistogram[][]>
{
    /// <summary>Adds the aggregate to a plan.</summary>
    /// <returns>The days of each segment, or of all customers.</returns>
    public static Planned<DaysBetweenOrders[]> Add(AggregatePlan<OrderColumns> plan, OrderTimeline orders, ReportingPeriods periods, SegmentColumn? segments)
    {
        ArgumentNullException.ThrowIfNull(periods);
        var days = new LocalDays(periods.Zone, Instant.Min(orders.FirstOrder ?? periods.Start, periods.Start), periods.End);
        Planned<DayHistogram[][]> histograms = plan.Add(new DaysBetweenOrdersAggregate(PeriodIndex.Over(periods), days, segments));
        return new Planned<DaysBetweenOrders[]>(() => [.. histograms.Result.Select(one => new DaysBetweenOrders(periods, one))]);
    }

    /// <summary>A histogram for each segment and period.</summary>
    public DayHistogram[][] NewState() => [.. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(_ => NewHistograms())];

    public void Update(DayHistogram[][] state, OrderColumns columns, int firstCustomer, int endCustomer)
    {
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            Update(state[segments is null ? 0 : segments.SegmentOf[customer]], columns, customer);
        }
    }

    public void Combine(DayHistogram[][] state, DayHistogram[][] other)
    {
        foreach ((DayHistogram[] to, DayHistogram[] from) in state.Zip(other))
        {
            foreach ((DayHistogram sum, DayHistogram part) in to.Zip(from))
            {
                sum.AddAll(part);
            }
        }
    }

    public DayHistogram[][] Finish(DayHistogram[][] state) => state;

    private void Update(DayHistogram[] histograms, OrderColumns columns, int customer)
    {
        int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
        long start = periods.Bounds[0], finish = periods.Bounds[^1];
        int i = first;
        while (i < end && columns.Time[i] < start)
        {
            i++;
        }

        // The first order of a customer has none before it.
        i = Math.Max(i, first + 1);
        if (i >= end || columns.Time[i] >= finish)
        {
            return;
        }

        for (int before = days.Of(columns.Time[i - 1]), day; i < end && columns.Time[i] < finish; i++, before = day)
        {
            day = days.Of(columns.Time[i]);
            histograms[periods.Of(columns.Time[i])].Add(day - before);
        }
    }

    private DayHistogram[] NewHistograms() => [.. Enumerable.Range(0, periods.Count).Select(_ => new DayHistogram())];
}
