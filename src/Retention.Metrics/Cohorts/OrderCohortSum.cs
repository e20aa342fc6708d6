using System.Numerics;

namespace Retention.Metrics.Cohorts;

/// <summary>What the members of a cohort order in one period.</summary>
internal struct OrderCohortSum<TRevenue> : IAdditionOperators<OrderCohortSum<TRevenue>, OrderCohortSum<TRevenue>, OrderCohortSum<TRevenue>>
    where TRevenue : struct, IAmountSum<TRevenue>
{
    /// <summary>Members with an order in the period.</summary>
    public long Customers;

    public long Orders;

    public TRevenue Revenue;

    /// <summary>Members with their last order in the period; in the last mature one, also those who order later.</summary>
    public long LastOrders;

    public static OrderCohortSum<TRevenue> operator +(OrderCohortSum<TRevenue> left, OrderCohortSum<TRevenue> right) => new()
    {
        Customers = left.Customers + right.Customers,
        Orders = left.Orders + right.Orders,
        Revenue = left.Revenue.Plus(right.Revenue),
        LastOrders = left.LastOrders + right.LastOrders,
    };

    /// <summary>Adds an order.</summary>
    /// <param name="customers">1 for a customer's first order in the period, 0 for the others.</param>
    /// <param name="amount">Its amount.</param>
    public void Add(int customers, long amount)
    {
        unchecked
        {
            Customers += customers;
            Orders++;
        }

        Revenue = Revenue.Plus(amount);
    }

    /// <summary>The totals of the period, with revenue and last orders of this period only.</summary>
    public readonly OrderCellTotals ToTotals() => new() { Customers = Customers, Orders = Orders, Revenue = Revenue.Sum, RevenueToDate = Revenue.Sum, CustomersOnOrAfter = LastOrders };
}
