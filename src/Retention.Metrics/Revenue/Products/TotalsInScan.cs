namespace Retention.Metrics.Revenue.Products;

/// <summary>Aggregates over the totals of customers, computed in the scan that reads their products.</summary>
/// <param name="plan">The aggregates.</param>
internal sealed class TotalsInScan(AggregatePlan<RevenueColumns> plan) : IAggregate<ProductColumns, Action<RevenueColumns, int, int>, object>
{
    public Action<RevenueColumns, int, int> NewState() => plan.NewUpdate();

    public void Update(Action<RevenueColumns, int, int> state, ProductColumns columns, int firstCustomer, int endCustomer) => state(columns.Totals, firstCustomer, endCustomer);

    /// <summary>Does nothing: the plan has the states of all threads, and combines them itself.</summary>
    public void Combine(Action<RevenueColumns, int, int> state, Action<RevenueColumns, int, int> other)
    {
    }

    public object Finish(Action<RevenueColumns, int, int> state) => state;
}
