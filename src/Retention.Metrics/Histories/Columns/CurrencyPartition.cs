namespace Retention.Metrics.Histories.Columns;

/// <summary>Partitions the subscriptions of each customer by currency.</summary>
/// <remarks>Two linear passes over ranges of customers: the first counts, so that the second writes each range of a part where it stays.</remarks>
internal sealed class CurrencyPartition
{
    private const int CustomersPerRange = 1 << 13;

    private readonly CustomerSubscriptions all;
    private readonly SubscriptionCurrencies currencies;

    private CurrencyPartition(CustomerSubscriptions all, SubscriptionCurrencies currencies)
    {
        this.all = all;
        this.currencies = currencies;
    }

    /// <summary>The subscriptions of each currency, by customer.</summary>
    /// <param name="all">All subscriptions.</param>
    /// <param name="currencies">Their currencies.</param>
    /// <param name="execution">How many threads take part.</param>
    public static CustomerSubscriptions[] Of(CustomerSubscriptions all, SubscriptionCurrencies currencies, ExecutionOptions execution) =>
        new CurrencyPartition(all, currencies).Run(execution);

    private CustomerSubscriptions[] Run(ExecutionOptions execution)
    {
        int parts = currencies.Parts.Length;
        var starts = new Place[(all.Count + CustomersPerRange - 1) / CustomersPerRange][];
        execution.ForEach(starts.Length, range => starts[range] = Count(range));

        var ends = new Place[parts];
        foreach (Place[] range in starts)
        {
            for (int part = 0; part < parts; part++)
            {
                Place start = ends[part];
                ends[part] = new Place(start.Customers + range[part].Customers, start.Subscriptions + range[part].Subscriptions);
                range[part] = start;
            }
        }

        CustomerSubscriptions[] made = Array.ConvertAll(ends, NewPart);
        execution.ForEach(starts.Length, range => Write(range, starts[range], made));
        return made;
    }

    private Place[] Count(int range)
    {
        var counts = new Place[currencies.Parts.Length];
        for (int place = range * CustomersPerRange; place < EndOf(range); place++)
        {
            foreach (int subscription in all.SubscriptionsOf(place))
            {
                ref Place count = ref counts[currencies.PartOf(subscription)];
                _ = count.AddCustomer(place);
                count.Subscriptions++;
            }
        }

        return counts;
    }

    private void Write(int range, Place[] next, CustomerSubscriptions[] parts)
    {
        for (int place = range * CustomersPerRange; place < EndOf(range); place++)
        {
            foreach (int subscription in all.SubscriptionsOf(place))
            {
                int part = currencies.PartOf(subscription);
                ref Place own = ref next[part];
                if (own.AddCustomer(place))
                {
                    parts[part].Offsets[own.Customers - 1] = own.Subscriptions;
                    if (parts[part].Numbers is { } numbers && numbers != all.Numbers)
                    {
                        numbers[own.Customers - 1] = all.CustomerAt(place);
                    }
                }

                parts[part].Subscriptions[own.Subscriptions++] = subscription;
            }
        }
    }

    private int EndOf(int range) => Math.Min((range + 1) * CustomersPerRange, all.Count);

    private CustomerSubscriptions NewPart(Place end)
    {
        int[] offsets = FreshMemory.ToFill<int>(end.Customers + 2);
        offsets[^1] = offsets[^2] = end.Subscriptions;
        return new CustomerSubscriptions(end.Customers == all.Count ? all.Numbers : FreshMemory.ToFill<int>(end.Customers), offsets, FreshMemory.ToFill<int>(end.Subscriptions));
    }

    /// <summary>A place in a part: the customers and the subscriptions before it.</summary>
    private record struct Place(int Customers, int Subscriptions)
    {
        // The last customer, plus 1.
        private int last;

        /// <summary>Counts a customer unless it is the last one; returns whether it is counted.</summary>
        public bool AddCustomer(int customer)
        {
            bool isNew = last != customer + 1;
            last = customer + 1;
            Customers += isNew ? 1 : 0;
            return isNew;
        }
    }
}
