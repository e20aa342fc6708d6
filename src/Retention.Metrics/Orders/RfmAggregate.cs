using NodaTime;

namespace Retention.Metrics.Orders;

/// <summary>Recency, frequency and value of every customer who has ordered by a day. All threads write to the same columns, each for its own customers.</summary>
internal sealed class RfmAggregate : IAggregate<OrderColumns, RfmColumns, RfmColumns>
{
    private readonly LocalDays localDays;
    private readonly long finish;
    private readonly int lastDay;
    private readonly RfmColumns all;

    private RfmAggregate(OrderTimeline orders, DateTimeZone zone, LocalDate end)
    {
        ArgumentNullException.ThrowIfNull(zone);

        // No instant is after the last day there is, and no day after the last order is looked up.
        bool isLast = end.WithCalendar(CalendarSystem.Iso) == LocalDate.MaxIsoValue;
        Instant known = isLast ? Instant.MaxValue : StartOfDay.Of(end.PlusDays(1), zone).ToInstant();
        finish = isLast ? long.MaxValue : known.ToUnixTimeTicks();
        lastDay = LocalDays.NumberOf(end);
        localDays = new LocalDays(zone, Instant.Min(orders.FirstOrder ?? known, known), Instant.Min(orders.LastOrder ?? known, known));
        all = RfmColumns.Uninitialized(orders.CustomerCount);
    }

    /// <summary>Adds the aggregate to a plan.</summary>
    /// <returns>The table of each segment, or of all customers.</returns>
    public static Planned<RfmTable[]> Add(AggregatePlan<OrderColumns> plan, OrderTimeline orders, DateTimeZone zone, LocalDate end, SegmentColumn? segments)
    {
        Planned<RfmColumns> everyone = plan.Add(new RfmAggregate(orders, zone, end));
        return new Planned<RfmTable[]>(() =>
        [
            .. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(segment =>
            {
                (int[]? customers, RfmColumns columns) = everyone.Result.WithoutThoseYetToOrder(segments?.SegmentOf, segment);
                return new RfmTable(end, orders.Currency, RfmCustomers.Of(orders.Names, customers, columns.Count), columns);
            }),
        ]);
    }

    public RfmColumns NewState() => all;

    public void Combine(RfmColumns state, RfmColumns other)
    {
    }

    public RfmColumns Finish(RfmColumns state) => state;

    public void Update(RfmColumns state, OrderColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets;
        ReadOnlySpan<long> time = columns.Time, amounts = columns.Amount;
        var days = new LocalDays.Lookup(localDays);
        Span<int> frequency = state.Frequency, recency = state.RecencyDays, age = state.AgeDays;
        Span<long> firstRevenue = state.FirstRevenue, repeatRevenue = state.RepeatRevenue;
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1];
            while (end > i && time[end - 1] >= finish)
            {
                end--;
            }

            if (i == end)
            {
                (frequency[customer], recency[customer], age[customer], firstRevenue[customer], repeatRevenue[customer]) = (0, 0, RfmColumns.NotYet, 0, 0);
                continue;
            }

            // Orders of the first day are few and in front: two loops are faster than one that asks each order for its side.
            int firstDay = days.IndexOf(time[i]), day = firstDay, repeats = 0;
            long first = amounts[i], later = 0;
            for (i++; i < end && (day = days.IndexOf(time[i])) == firstDay; i++)
            {
                first += amounts[i];
            }

            if (i < end)
            {
                repeats = 1;
                later = amounts[i];
                for (i++; i < end; i++)
                {
                    int next = days.IndexOf(time[i]);
                    repeats += next != day ? 1 : 0;
                    day = next;
                    later += amounts[i];
                }
            }

            frequency[customer] = repeats;
            recency[customer] = days.NumberAt(day) - days.NumberAt(firstDay);
            age[customer] = lastDay - days.NumberAt(firstDay);
            firstRevenue[customer] = first;
            repeatRevenue[customer] = later;
        }
    }
}
