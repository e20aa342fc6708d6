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
        ReadOnlySpan<int> offsets = columns.Offsets;
        ReadOnlySpan<long> time = columns.Time;
        int[]? segmentOf = segments?.SegmentOf;
        var periodOf = new PeriodIndex.Lookup(periods);
        var dayOf = new LocalDays.Lookup(days);
        long start = periods.Bounds[0], finish = periods.Bounds[^1];
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            ReadOnlySpan<long> own = time[offsets[customer]..offsets[customer + 1]];

            // The first order of a customer has none before it.
            int i = 1;
            while (i < own.Length && own[i] < start)
            {
                i++;
            }

            if (i >= own.Length || own[i] >= finish)
            {
                continue;
            }

            DayHistogram[] histograms = state[segmentOf is null ? 0 : segmentOf[customer]];
            for (int before = dayOf.NumberOf(own[i - 1]), day; i < own.Length && own[i] < finish; i++, before = day)
            {
                day = dayOf.NumberOf(own[i]);
                histograms[periodOf.Of(own[i])].Add(day - before);
            }
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

    private DayHistogram[] NewHistograms() => [.. Enumerable.Range(0, periods.Count).Select(_ => new DayHistogram())];
}
