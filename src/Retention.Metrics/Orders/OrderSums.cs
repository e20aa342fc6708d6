namespace Retention.Metrics;

/// <summary>What the orders of one period add up to.</summary>
internal sealed class OrderSums : IEquatable<OrderSums>
{
    public Int128 Revenue { get; set; }

    public long Orders { get; set; }

    public long UniqueCustomers { get; set; }

    public long RepeatCustomers { get; set; }

    public long ReturningCustomers { get; set; }

    public DayHistogram DaysBetween { get; } = new();

    public void Add(OrderSums other)
    {
        Revenue += other.Revenue;
        Orders += other.Orders;
        UniqueCustomers += other.UniqueCustomers;
        RepeatCustomers += other.RepeatCustomers;
        ReturningCustomers += other.ReturningCustomers;
        DaysBetween.AddAll(other.DaysBetween);
    }

    public void AddCustomer(int orders, Int128 revenue, int ordersToDate)
    {
        Orders += orders;
        Revenue += revenue;
        UniqueCustomers++;
        RepeatCustomers += orders >= 2 ? 1 : 0;
        ReturningCustomers += ordersToDate >= 2 ? 1 : 0;
    }

    public bool Equals(OrderSums? other) =>
        other is not null && (Revenue, Orders, UniqueCustomers, RepeatCustomers, ReturningCustomers) == (other.Revenue, other.Orders, other.UniqueCustomers, other.RepeatCustomers, other.ReturningCustomers)
        && DaysBetween.Equals(other.DaysBetween);

    public override bool Equals(object? obj) => Equals(obj as OrderSums);

    public override int GetHashCode() => HashCode.Combine(Revenue, Orders);
}
