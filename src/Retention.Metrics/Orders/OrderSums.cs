namespace Retention.Metrics.Orders;

/// <summary>What the orders of one period add up to.</summary>
internal record struct OrderSums
{
    public Int128 Revenue;
    public long Orders;
    public long UniqueCustomers;
    public long RepeatCustomers;
    public long ReturningCustomers;

    public void Add(in OrderSums other)
    {
        Revenue += other.Revenue;
        Orders += other.Orders;
        UniqueCustomers += other.UniqueCustomers;
        RepeatCustomers += other.RepeatCustomers;
        ReturningCustomers += other.ReturningCustomers;
    }

    public readonly OrderTotals ToTotals() => new()
    {
        Orders = Orders,
        Revenue = Revenue,
        UniqueCustomers = UniqueCustomers,
        RepeatCustomers = RepeatCustomers,
        ReturningCustomers = ReturningCustomers,
    };

    public static void AddAll(OrderSums[] to, OrderSums[] from)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i].Add(in from[i]);
        }
    }
}
