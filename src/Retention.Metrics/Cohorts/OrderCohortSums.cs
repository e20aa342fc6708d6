namespace Retention.Metrics.Cohorts;

/// <summary>Customers who order, their orders and what those bring, in millionths.</summary>
internal record struct OrderCohortSums : ICohortSums<OrderCohortSums>
{
    public Int128 Revenue;

    /// <summary>What they brought from their first order on.</summary>
    public Int128 RevenueToDate;

    public long Orders;

    public long Customers;

    /// <summary>Customers with an order in the period or after it.</summary>
    public long CustomersOnOrAfter;

    public void Add(in OrderCohortSums other)
    {
        Revenue += other.Revenue;
        RevenueToDate += other.RevenueToDate;
        Orders += other.Orders;
        Customers += other.Customers;
        CustomersOnOrAfter += other.CustomersOnOrAfter;
    }
}
