using NodaTime;

namespace Retention.Metrics;

/// <summary>One row for each customer who has ordered by a day: their numbers in the order columns, or none where that is everyone.</summary>
internal sealed record RfmColumns(int[]? Customers, int[] Frequency, int[] RecencyDays, int[] AgeDays, long[] RepeatRevenue)
{
    public static RfmColumns Of(OrderColumns orders, DateTimeZone zone, LocalDate end, Execution execution)
    {
        Instant known = StartOfDay.Of(end.PlusDays(1), zone).ToInstant();
        long finish = known.ToUnixTimeTicks();
        int count = orders.Offsets.Length - 1;
        if (orders.Time.Length == 0 || orders.Earliest >= finish)
        {
            return Empty(0);
        }

        var days = new LocalDays(zone, Instant.FromUnixTimeTicks(orders.Earliest), known);
        int last = LocalDays.NumberOf(end);
        RfmColumns all = Empty(count);
        _ = CustomerSplit.Run(orders.Offsets, execution, (from, to) =>
        {
            all.Fill(orders, days, finish, last, from, to);
            return true;
        });
        return all.WithoutThoseYetToOrder();
    }

    // Every element is written.
    private static RfmColumns Empty(int count) => new(
        null,
        GC.AllocateUninitializedArray<int>(count),
        GC.AllocateUninitializedArray<int>(count),
        GC.AllocateUninitializedArray<int>(count),
        GC.AllocateUninitializedArray<long>(count));

    private void Fill(OrderColumns orders, LocalDays localDays, long finish, int lastDay, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = orders.Offsets;
        ReadOnlySpan<long> time = orders.Time, amounts = orders.Amount;
        var days = new LocalDays.Lookup(localDays);
        Span<int> frequency = Frequency, recency = RecencyDays, age = AgeDays;
        Span<long> repeatRevenue = RepeatRevenue;
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1];
            while (end > i && time[end - 1] >= finish)
            {
                end--;
            }

            if (i == end)
            {
                (frequency[customer], recency[customer], age[customer], repeatRevenue[customer]) = (0, 0, -1, 0);
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

    private RfmColumns WithoutThoseYetToOrder()
    {
        if (!AgeDays.AsSpan().Contains(-1))
        {
            return this;
        }

        int[] kept = [.. Enumerable.Range(0, AgeDays.Length).Where(customer => AgeDays[customer] >= 0)];
        return new RfmColumns(kept, Pick(Frequency), Pick(RecencyDays), Pick(AgeDays), Pick(RepeatRevenue));

        T[] Pick<T>(T[] column) => Array.ConvertAll(kept, customer => column[customer]);
    }
}
