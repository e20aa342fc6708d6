namespace Retention.Metrics.Timelines.Building;

/// <summary>Makes a timeline of what the subscriptions of a history pay.</summary>
/// <remarks>
/// The facts are partitioned and replayed already, so nothing is sorted or hashed again: one pass over the customers, on all threads, computes their changes;
/// each range of customers is written where it stays once those before it are.
/// </remarks>
internal static class HistoryRevenue
{
    private const int SubscriptionsPerRange = 1 << 10;

    public static RevenueTimeline Timeline(SubscriptionHistory history, MetricPolicy policy, bool keepsLeads = false, ExecutionOptions? execution = null)
    {
        CustomerLifecycles lifecycles = history.Lifecycles;
        execution ??= ExecutionOptions.Default;
        Currency currency = OneCurrency(history, execution with { Progress = null }) ?? Currency.None;
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

    /// <summary>Makes a timeline of a history to which events were appended since another timeline was made.</summary>
    /// <param name="history">The history.</param>
    /// <param name="policy">What revenue is.</param>
    /// <param name="before">The timeline before, of a history with the same numbers.</param>
    /// <param name="concerned">The numbers of the customers who may have other revenue.</param>
    public static RevenueTimeline Timeline(SubscriptionHistory history, MetricPolicy policy, RevenueTimeline before, HashSet<int> concerned)
    {
        CustomerLifecycles lifecycles = history.Lifecycles;
        Currency currency = OneCurrency(history) ?? Currency.None;
        CustomerSubscriptions customers = lifecycles.ByNumber;
        RevenueColumns columns = CustomerOverflowException.Named(
            () => Columns(lifecycles, policy, before.Columns, before.History!.Lifecycles.ByNumber, concerned), place => lifecycles.Facts.Tables.Names.NameOf(customers.CustomerAt(place)));
        return RevenueTimeline.Of(new RevenueOrigin(currency, policy, history), columns, new FactCustomers(lifecycles));
    }

    private static RevenueColumns Columns(CustomerLifecycles lifecycles, MetricPolicy policy, RevenueColumns before, CustomerSubscriptions placesBefore, HashSet<int> concerned)
    {
        CustomerSubscriptions customers = lifecycles.ByNumber;
        var totals = new HistoryTotals(customers, new SubscriptionLevels(lifecycles.Facts, policy), keepsLeads: false);
        var computed = new List<LedgerRow>();
        var offsets = new int[customers.Count + 1];

        // Per customer the place before, or −1 where the rows were computed anew.
        var sources = new int[customers.Count];
        for (int place = 0, old = 0; place < sources.Length; place++)
        {
            int customer = customers.CustomerAt(place), count;
            while (old < placesBefore.Count && placesBefore.CustomerAt(old) < customer)
            {
                old++;
            }

            if (concerned.Contains(customer))
            {
                ReadOnlySpan<LedgerRow> own = totals.Of(place);
                computed.AddRange(own);
                (sources[place], count) = (-1, own.Length);
            }
            else
            {
                (sources[place], count) = (old, before.Offsets[old + 1] - before.Offsets[old]);
            }

            offsets[place + 1] = offsets[place] + count;
        }

        long[] time = FreshMemory.ToFill<long>(offsets[^1]), level = FreshMemory.ToFill<long>(offsets[^1]);
        bool[]? atZero = before.ActiveAtZero is null && !computed.Exists(row => row.Amount == CustomerTotals.IdleLevel) ? null : new bool[offsets[^1]];
        for (int place = 0, read = 0; place < sources.Length; place++)
        {
            int start = offsets[place], count = offsets[place + 1] - start;
            if (sources[place] >= 0)
            {
                int from = before.Offsets[sources[place]];
                before.Time.AsSpan(from, count).CopyTo(time.AsSpan(start));
                before.Level.AsSpan(from, count).CopyTo(level.AsSpan(start));
                before.ActiveAtZero?.AsSpan(from, count).CopyTo(atZero.AsSpan(start));
                continue;
            }

            for (int i = start; i < start + count; i++, read++)
            {
                bool isIdle = computed[read].Amount == CustomerTotals.IdleLevel;
                (time[i], level[i]) = (computed[read].Ticks, isIdle ? 0 : computed[read].Amount);
                atZero?[i] = isIdle;
            }
        }

        return RevenueColumns.Of(offsets, time, level, atZero is not null && Array.Exists(atZero, isIdle => isIdle) ? atZero : null);
    }

    private static RevenueColumns Columns(CustomerLifecycles lifecycles, MetricPolicy policy, bool keepsLeads, ExecutionOptions execution)
    {
        CustomerSubscriptions customers = lifecycles.ByNumber;
        var levels = new SubscriptionLevels(lifecycles.Facts, policy);
        int[] cuts = RowRanges.Of(customers.Offsets.AsSpan(..^1), SubscriptionsPerRange);
        var offsets = new int[customers.Count + 1];
        return CustomerOverflowException.Named(Build, place => lifecycles.Facts.Tables.Names.NameOf(customers.CustomerAt(place)));

        RevenueColumns Build()
        {
            // A fact changes the total of a customer once, and once more where it schedules a cancellation. What discounts and overdue payments add makes the columns grow.
            var columns = new ChangeColumns(offsets, lifecycles.Count + Math.Min(lifecycles.Count, lifecycles.Facts.Tables.Schedules.Count));
            OrderedParts.Run(
                execution,
                cuts.Length - 1,
                () => new CustomerChanges(new HistoryTotals(customers, levels, keepsLeads)),
                (own, range) =>
                {
                    own.Range = range;
                    own.Clear();
                    for (int place = cuts[range]; place < cuts[range + 1]; place++)
                    {
                        own.Add(place);
                    }
                },
                own => columns.Add(cuts[own.Range], own));
            return columns.Build();
        }
    }

    /// <summary>The currency of all prices, those that never came to be paid included.</summary>
    /// <exception cref="ArgumentException">There are several.</exception>
    public static Currency? OneCurrency(SubscriptionHistory history, ExecutionOptions? execution = null)
    {
        if (history.PartCurrency is { } known)
        {
            return known;
        }

        CheckedFacts facts = history.Lifecycles.Facts;
        if (facts.Tables.Prices.HaveOneCurrency)
        {
            return OfFirstPrice(history.Lifecycles);
        }

        Currency[] currencies = SubscriptionCurrencies.Of(facts, execution ?? ExecutionOptions.Default).Priced;
        return currencies.Length switch
        {
            0 => null,
            1 => currencies[0],
            _ => throw new ArgumentException($"The history holds {string.Join(" and ", currencies.Select(currency => currency.Code))}; unlike currencies add only with a source of rates.", nameof(history)),
        };
    }

    private static Currency? OfFirstPrice(CustomerLifecycles lifecycles)
    {
        foreach (int subscription in lifecycles.ByNumber.Subscriptions)
        {
            foreach (ref readonly FactRow row in lifecycles.Facts.RowsOf(subscription))
            {
                if (row.Content.SetsPrice)
                {
                    return lifecycles.Facts.Tables.Prices.CurrencyOf(row.Content.Index);
                }
            }
        }

        return null;
    }
}
