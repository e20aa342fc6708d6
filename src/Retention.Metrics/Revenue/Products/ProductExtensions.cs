namespace Retention.Metrics;

/// <summary>The MRR roll-forward by product.</summary>
public static class ProductExtensions
{
    /// <summary>Computes the MRR movements of each period in each product, with what customers move between products.</summary>
    /// <param name="products">The timeline.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">How movements are netted, and how churn of all customers is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The policy contradicts itself, or sees another revenue than the one the timeline was built under.</exception>
    public static RollForwardByProduct RollForward(this ProductTimeline products, ReportingPeriods periods, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(periods);
        MetricPolicy read = products.Total.PolicyToRead(policy);
        var ofTotals = new AggregatePlan<RevenueColumns>();
        Planned<RollForward[]> total = RollForwardPlan.Add(ofTotals, products.Total, periods, segments: null, read);
        var plan = new AggregatePlan<ProductColumns>();
        _ = plan.Add(new TotalsInScan(ofTotals));
        Planned<ProductSums[]> sums = NettingDispatch.Run(products.Total, periods, read, new Movements(plan, products.Products.Count));
        products.Columns.Run(plan, execution ?? ExecutionOptions.Default);
        return RollForwardByProduct.FromTotals(
            total.Result[0], products.Products.Zip(sums.Result, static (name, own) => KeyValuePair.Create<string, IReadOnlyList<ProductTotals>>(name, own.ToTotals())));
    }

    private sealed class Movements(AggregatePlan<ProductColumns> plan, int products) : INettingAlgorithm<Planned<ProductSums[]>>
    {
        public Planned<ProductSums[]> Run<TInterval, TActiveAtZero>(PeriodIndex index, long window, TInterval interval)
            where TInterval : struct, INettingInterval
            where TActiveAtZero : struct, IActiveAtZeroColumn =>
            plan.Add(new ProductMovementsAggregate<TInterval, TActiveAtZero>(products, index, window, interval));
    }
}
