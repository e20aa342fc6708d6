namespace Retention.Metrics.Histories;

/// <summary>The ids of some orders, read by one thread; filled again and again.</summary>
/// <param name="most">How many orders it takes.</param>
internal sealed class OrderBlock(int most)
{
    /// <summary>How many orders it takes.</summary>
    public int Most => most;

    /// <summary>Where the orders start among all.</summary>
    public int Start { get; private set; }

    /// <summary>The customer of each order.</summary>
    public TextBatch Customers { get; } = new(most);

    /// <summary>The ids of the orders that have one, one after another.</summary>
    public TextBatch Ids { get; } = new(most);

    /// <summary>Reads orders, instead of those before.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="start">Where they start among all.</param>
    public void Read(ReadOnlySpan<Order> orders, int start)
    {
        Start = start;
        Customers.Clear();
        Ids.Clear();
        foreach (Order order in orders)
        {
            Customers.Add(order is null || order.Customer == default ? "-" : order.Customer.Value);
            if (order?.Id is { } id)
            {
                Ids.Add(id.Value);
            }
        }
    }
}
