using System.Runtime.InteropServices;

namespace Retention.Metrics.Timelines.Building;

/// <summary>What a customer pays for a product from an instant on; while rows are collected, by how much that changes.</summary>
internal record struct ProductRow(long Ticks, int Product, long Amount);

/// <summary>Sums up what the subscriptions of one customer after another pay for each product, in memory of its own. Not thread-safe.</summary>
/// <param name="customers">The subscriptions of each customer.</param>
/// <param name="levels">What each subscription pays.</param>
/// <param name="prices">The prices, which name their products.</param>
/// <param name="positions">By number of a product its position.</param>
internal sealed class CustomerProducts(CustomerSubscriptions customers, SubscriptionLevels levels, FactPrices prices, int[] positions)
{
    private readonly List<SubscriptionLevel> own = [];
    private readonly List<ProductRow> rows = [];

    // By position of a product what the current customer pays for it; 0 for the products that the customer has not.
    private readonly long[] paid = new long[positions.Max() + 1];

    /// <summary>The instants at which what a customer pays for a product changes, and the level after each. They hold until the next customer.</summary>
    /// <param name="place">The place of the customer.</param>
    public ReadOnlySpan<ProductRow> Of(int place)
    {
        rows.Clear();
        foreach (int subscription in customers.SubscriptionsOf(place))
        {
            own.Clear();
            levels.AddTo(own, subscription);
            AddChanges();
        }

        Span<ProductRow> changes = CollectionsMarshal.AsSpan(rows);
        if (changes.Length > 1)
        {
            changes.Sort(static (x, y) => x.Ticks != y.Ticks ? x.Ticks.CompareTo(y.Ticks) : x.Product.CompareTo(y.Product));
        }

        return changes[..ToLevels(changes)];
    }

    /// <summary>Adds the changes of one subscription: a price of another product takes its revenue from one product to the other.</summary>
    private void AddChanges()
    {
        (long before, int product) = (0, 0);
        foreach (ref readonly SubscriptionLevel level in CollectionsMarshal.AsSpan(own))
        {
            int next = level.Annual == 0 ? product : positions[prices.ProductOf(level.Price)];
            if (next == product)
            {
                Add(level.From, product, level.Annual - before);
            }
            else
            {
                Add(level.From, product, -before);
                Add(level.From, next, level.Annual);
            }

            (before, product) = (level.Annual, next);
        }
    }

    private void Add(long ticks, int product, long change)
    {
        if (change != 0)
        {
            rows.Add(new ProductRow(ticks, product, change));
        }
    }

    /// <summary>Replaces changes by levels, one for each instant and product that differs from the one before.</summary>
    private int ToLevels(Span<ProductRow> changes)
    {
        int write = 0;
        for (int i = 0; i < changes.Length;)
        {
            (long ticks, int product, _) = changes[i];
            Int128 sum = paid[product];
            for (; i < changes.Length && changes[i].Ticks == ticks && changes[i].Product == product; i++)
            {
                sum += changes[i].Amount;
            }

            // No product pays more than the customer's total, which fits.
            long level = (long)sum;
            if (level != paid[product])
            {
                changes[write++] = new ProductRow(ticks, product, paid[product] = level);
            }
        }

        foreach (ref readonly ProductRow row in changes[..write])
        {
            paid[row.Product] = 0;
        }

        return write;
    }
}
