using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Modeling;

namespace Acme.Billing.Reporting;

/// <summary>How long customers stay.</summary>
public static class CustomerTenure
{
    /// <summary>The share of customers who still pay after a number of months; null where the data does not reach that far.</summary>
    public static double? StillPayingAfter(RevenueTimeline timeline, int months, LocalDate until) =>
        KaplanMeier.Estimate(RiskTable.FromTimeline(timeline, new ObservationWindow(until, MetricSettings.Months.Zone) { Unit = BillingInterval.Monthly })).SurvivalAt(months);
}
