namespace Retention.Metrics.Cohorts;

/// <summary>Active customers and what they pay, in annual millionths.</summary>
internal record struct RevenueCohortSums : ICohortSums<RevenueCohortSums>
{
    public Int128 Mrr;

    /// <summary>What they pay, customer by customer no more than they began with.</summary>
    public Int128 GrossMrr;

    public long Customers;

    public void Add(in RevenueCohortSums other)
    {
        Mrr += other.Mrr;
        GrossMrr += other.GrossMrr;
        Customers += other.Customers;
    }
}
