using Retention.Metrics;

namespace Harbour.Billing.Figures;

/// <summary>A figure of our own: what a marina that left paid a month, on average.</summary>
public static class LeaverSize
{
    #region billing-own-figure
    public static IEnumerable<Ratio> Of(RevenueTimeline timeline, ReportingPeriods months) =>
        timeline.RollForward(months).Select(month => Ratio.Of(month.ChurnMrr.Monthly.Amount, month.ChurnedCustomers));
    #endregion
}
