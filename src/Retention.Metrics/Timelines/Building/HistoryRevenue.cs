namespace Retention.Metrics.Timelines.Building;

/// <summary>Makes a timeline of what the subscriptions of a history pay.</summary>
/// <remarks>
/// The facts are partitioned and replayed already, so nothing is sorted or hashed again: two passes over the customers, on all threads, count their changes
/// and write them.
/// </remarks>
internal static class HistoryRevenue
{
    public static RevenueTimeline Timeline(SubscriptionHistory history, MetricPolicy policy, bool keepsLeads = false, ExecutionOptions? execution = null)
    {
        CustomerLifecycles lifecycles = history.Lifecycles;
        Currency currency = OneCurrency(history) ?? Currency.None;
        execution ??= ExecutionOptions.Default;
        RevenueColumns columns;
        try
        {
            columns = Columns(lifecycles, policy, keepsLeads, execution);
        }
        catch (OverflowException) when (execution.Threads > 1)
        {
            // On several threads any of several customers could be named; on one it is the first.
            columns = Columns(lifecycles, policy, keepsLeads, execution with { Threads = 1 });
        }

        return RevenueTimeline.Of(new RevenueOrigin(currency, policy, history), columns, new FactCustomers(lifecycles));
    }

    private static RevenueColumns Columns(CustomerLifecycles lifecycles, MetricPolicy policy, bool keepsLeads, ExecutionOptions execution)
    {
        CustomerSubscriptions customers = lifecycles.ByNumber;
        var levels = new SubscriptionLevels(lifecycles.Facts, policy);
        int[] cuts = CutsOf(lifecycles);
        var offsets = new int[customers.Customers.Length + 1];
        return CustomerOverflowException.Named(Build, place => lifecycles.Facts.Tables.Names.NameOf(customers.Customers[place]));

        RevenueColumns Build()
        {
            execution.Stage(0, 0.5).ForEach(cuts.Length - 1, range =>
            {
                var totals = new HistoryTotals(customers, levels, keepsLeads);
                for (int place = cuts[range]; place < cuts[range + 1]; place++)
                {
                    offsets[place + 1] = totals.Of(place).Length;
                }
            });

            for (int place = 0; place < customers.Customers.Length; place++)
            {
                offsets[place + 1] += offsets[place];
            }

            long[] time = GC.AllocateUninitializedArray<long>(offsets[^1]), level = GC.AllocateUninitializedArray<long>(offsets[^1]);
            bool anyIdle = false;
            execution.Stage(0.5, 1).ForEach(cuts.Length - 1, range =>
            {
                var totals = new HistoryTotals(customers, levels, keepsLeads);
                bool atZero = false;
                for (int place = cuts[range]; place < cuts[range + 1]; place++)
                {
                    int write = offsets[place];
                    foreach (ref readonly LedgerRow row in totals.Of(place))
                    {
                        time[write] = row.Ticks;
                        level[write++] = row.Amount;
                        atZero |= row.Amount < 0;
                    }
                }

                if (atZero)
                {
                    Volatile.Write(ref anyIdle, true);
                }
            });
            return RevenueColumns.Of(offsets, time, level, anyIdle ? RevenueColumnsBuilder.TakeIdle(level) : null);
        }
    }

    /// <summary>Cuts the customers into ranges of about equal numbers of subscriptions.</summary>
    private static int[] CutsOf(CustomerLifecycles lifecycles)
    {
        const int SubscriptionsPerRange = 1 << 12;
        CustomerSubscriptions customers = lifecycles.ByNumber;
        var cuts = new List<int> { 0 };
        for (int place = 1; place < customers.Customers.Length; place++)
        {
            if (customers.Offsets[place] - customers.Offsets[cuts[^1]] >= SubscriptionsPerRange)
            {
                cuts.Add(place);
            }
        }

        cuts.Add(customers.Customers.Length);
        return [.. cuts];
    }

    /// <summary>The currency of all prices, those that never came to be paid included.</summary>
    private static Currency? OneCurrency(SubscriptionHistory history)
    {
        CustomerLifecycles lifecycles = history.Lifecycles;
        FactPrices prices = lifecycles.Facts.Tables.Prices;
        bool isOne = true;
        for (int price = 1; price < prices.Count; price++)
        {
            isOne &= prices.CurrencyOf(price) == prices.CurrencyOf(0);
        }

        HashSet<Currency> currencies = [];
        foreach (int subscription in lifecycles.ByNumber.Subscriptions)
        {
            foreach (ref readonly FactRow row in lifecycles.Facts.RowsOf(subscription))
            {
                if (row.Content.SetsPrice)
                {
                    _ = currencies.Add(prices.CurrencyOf(row.Content.Index));
                    if (isOne)
                    {
                        return prices.CurrencyOf(0);
                    }

                    break; // a subscription that is not refused has one currency
                }
            }
        }

        return currencies.Count switch
        {
            0 => null,
            1 => currencies.Single(),
            _ => throw new ArgumentException($"The history holds {string.Join(" and ", currencies.Select(currency => currency.Code).Order(StringComparer.Ordinal))}; unlike currencies add only with a source of rates.", nameof(history)),
        };
    }
}
