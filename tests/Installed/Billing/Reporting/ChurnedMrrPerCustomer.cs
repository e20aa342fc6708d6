using Retention.Metrics;

namespace Acme.Billing.Reporting;

/// <summary>A metric of our own: what a customer who left paid a month, on average.</summary>
public static class ChurnedMrrPerCustomer
{
    #region billing-own-metric
    public static IEnumerable<Ratio> Of(RevenueTimeline timeline, ReportingPeriods months) =>
        timeline.RollForward(months).Select(month => Ratio.Of(month.ChurnMrr.Monthly.Amount, month.ChurnedCustomers));
    #endregion
}
