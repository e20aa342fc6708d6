using System.Numerics;

namespace Retention.Metrics.Churn;

/// <summary>What one period's renewals add up to; money in annual millionths.</summary>
internal readonly record struct RenewalSums(
    long Subscriptions, long SubscriptionsRenewed, long Customers, long CustomersLost, Int128 Mrr, Int128 MrrLost, long Churned, long ChurnedOnRenewal)
    : IAdditionOperators<RenewalSums, RenewalSums, RenewalSums>
{
    public static RenewalSums operator +(RenewalSums left, RenewalSums right) => new(
        left.Subscriptions + right.Subscriptions,
        left.SubscriptionsRenewed + right.SubscriptionsRenewed,
        left.Customers + right.Customers,
        left.CustomersLost + right.CustomersLost,
        left.Mrr + right.Mrr,
        left.MrrLost + right.MrrLost,
        left.Churned + right.Churned,
        left.ChurnedOnRenewal + right.ChurnedOnRenewal);
}
