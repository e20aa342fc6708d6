using NodaTime;

namespace Retention.Metrics.Orders;

/// <summary>Recency, frequency and value of every customer who has ordered by a day. All threads write to the same columns, each for its own customers.</summary>
internal sealed class RfmAggregate : IAggregate<OrderColumns, RfmColumns, RfmColumns>
{
    private readonly LocalDays localDays;
    private readonly long finish;
    private readonly int lastDay;
    private readonly RfmColumns all;

    private RfmAggregate(OrderTimeline book, DateTimeZone zone, LocalDate end)
    {
        ArgumentNullException.ThrowIfNull(zone);
        Instant known = StartOfDay.Of(end.PlusDays(1), zone).ToInstant();
        finish = known.ToUnixTimeTicks();
        lastDay = LocalDays.NumberOf(end);
        localDays = new LocalDays(zone, Instant.Min(book.FirstOrder ?? known, known), known);
        all = RfmColumns.Empty(book.CustomerCount);
    }

    /// <summary>Adds the aggregate to a plan.</summary>
    public static Planned<RfmTable> Add(AggregatePlan<OrderColumns> plan, OrderTimeline book, DateTimeZone zone, LocalDate end)
    {
        Planned<RfmColumns> columns = plan.Add(new RfmAggregate(book, zone, end));
        return new Planned<RfmTable>(() => new RfmTable(book, end, columns.Result));
    }

    public RfmColumns NewState() => all;

    public void Combine(RfmColumns state, RfmColumns other)
    {
    }

    public RfmColumns Finish(RfmColumns state) => state.WithoutThoseYetToOrder();

    public void Update(RfmColumns state, OrderColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets;
        ReadOnlySpan<long> time = columns.Time, amounts = columns.Amount;
        var days = new LocalDays.Lookup(localDays);
        Span<int> frequency = state.Frequency, recency = state.RecencyDays, age = state.AgeDays;
        Span<long> repeatRevenue = state.RepeatRevenue;
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1];
            while (end > i && time[end - 1] >= finish)
            {
                end--;
            }

            if (i == end)
            {
                (frequency[customer], recency[customer], age[customer], repeatRevenue[customer]) = (0, 0, RfmColumns.NotYet, 0);
                continue;
            }

            int firstDay = days.IndexOf(time[i]), day = firstDay, repeats = 0;
            long later = 0;
            for (i++; i < end; i++)
            {
                int next = days.IndexOf(time[i]);
                repeats += next != day ? 1 : 0;
                day = next;

                // Whether an order is of a later day than the first cannot be predicted, so it is masked and not branched on.
                later += amounts[i] & ((long)(firstDay - day) >> 63);
            }

            frequency[customer] = repeats;
            recency[customer] = days.NumberAt(day) - days.NumberAt(firstDay);
            age[customer] = lastDay - days.NumberAt(firstDay);
            repeatRevenue[customer] = later;
        }
    }
}
