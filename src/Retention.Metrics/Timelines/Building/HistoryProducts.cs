namespace Retention.Metrics.Timelines.Building;

/// <summary>Makes columns of what the customers of a history pay for each product.</summary>
/// <remarks>One pass over the customers, on all threads, computes their changes; where they are stored is known at its end.</remarks>
internal static class HistoryProducts
{
    private const int SubscriptionsPerRange = 1 << 12;

    /// <summary>Makes columns, and the names of the products that anybody has ever paid for, in ordinal order.</summary>
    /// <param name="totals">The totals of the same customers under the same policy.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    public static (ProductColumns Columns, string[] Products) Of(RevenueTimeline totals, ExecutionOptions execution)
    {
        CustomerLifecycles lifecycles = totals.History!.Lifecycles;
        FactPrices prices = lifecycles.Facts.Tables.Prices;
        string[] names = [.. prices.Products.Append(ProductTimeline.Unknown).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        // A product that is called as the missing one is the same.
        int[] positions = [.. prices.Products.Prepend(ProductTimeline.Unknown).Select(name => Array.BinarySearch(names, name, StringComparer.Ordinal))];
        ProductRow[][] written = Rows(lifecycles, totals.Policy, positions, out int[] offsets, execution);
        long[] time = GC.AllocateUninitializedArray<long>(offsets[^1]), level = GC.AllocateUninitializedArray<long>(offsets[^1]);
        int[] product = GC.AllocateUninitializedArray<int>(offsets[^1]);
        int write = 0;
        foreach (ProductRow[] rows in written)
        {
            foreach (ref readonly ProductRow row in rows.AsSpan())
            {
                (time[write], product[write], level[write++]) = (row.Ticks, row.Product, row.Amount);
            }
        }

        return (new ProductColumns(totals.Columns, offsets, time, product, level), KeepPaid(names, product));
    }

    private static ProductRow[][] Rows(CustomerLifecycles lifecycles, MetricPolicy policy, int[] positions, out int[] offsets, ExecutionOptions execution)
    {
        CustomerSubscriptions customers = lifecycles.ByNumber;
        var levels = new SubscriptionLevels(lifecycles.Facts, policy);
        int[] cuts = RowRanges.Of(customers.Offsets.AsSpan(..^1), SubscriptionsPerRange), lengths = new int[customers.Count + 1];
        var written = new ProductRow[cuts.Length - 1][];
        execution.ForEach(written.Length, range =>
        {
            var products = new CustomerProducts(customers, levels, lifecycles.Facts.Tables.Prices, positions);
            List<ProductRow> rows = [];
            for (int place = cuts[range]; place < cuts[range + 1]; place++)
            {
                ReadOnlySpan<ProductRow> own = products.Of(place);
                lengths[place + 1] = own.Length;
                rows.AddRange(own);
            }

            written[range] = [.. rows];
        });
        for (int place = 0; place < customers.Count; place++)
        {
            lengths[place + 1] += lengths[place];
        }

        offsets = lengths;
        return written;
    }

    /// <summary>Leaves out products that nobody has paid for: those of free prices, and of subscriptions that are left out.</summary>
    private static string[] KeepPaid(string[] names, int[] product)
    {
        int[] place = new int[names.Length];
        foreach (int one in product)
        {
            place[one] = 1;
        }

        List<string> kept = [];
        for (int i = 0; i < names.Length; i++)
        {
            if (place[i] > 0)
            {
                place[i] = kept.Count;
                kept.Add(names[i]);
            }
        }

        if (kept.Count < names.Length)
        {
            foreach (ref int one in product.AsSpan())
            {
                one = place[one];
            }
        }

        return [.. kept];
    }
}
